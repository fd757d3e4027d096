using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Providers;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Ending;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using Xunit;

namespace VoiceOps.Tests.Calls.Ending;

/// <summary>What is seen of a call from outside of its session.</summary>
public sealed class CallWatchdogTests : IAsyncLifetime
{
    private readonly FakeTwilio _twilio = new();
    private readonly RecordedLogs _logs = new();
    private readonly CallOptions _options = new();
    private readonly List<string> _asked = [];
    private Books _books = null!;
    private LiveCalls _liveCalls = null!;
    private CallWatchdog _watchdog = null!;
    private bool _isEnding;
    private int _cutOffs;

    public async ValueTask InitializeAsync()
    {
        _books = await Books.OpenAsync("2026-06-10T12:00:00");
        _liveCalls = new LiveCalls(_books.Time);
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(_logs));
        var metrics = TestMetrics.OfCalls(_liveCalls);
        var terminator = new CallTerminator(
            _twilio.Client(_books.Time), new CallRecords(_books.Store, new CommitSignal(), _books.Time), metrics, _books.Time, logging.CreateLogger<CallTerminator>());
        _watchdog = new CallWatchdog(
            _liveCalls, new SpendLimits(_books.Store, _liveCalls, Options.Create(_options), _books.Time),
            new CallerCredit(_books.Store, _liveCalls, _books.Time), terminator, new StreamTokens(_books.Time),
            Options.Create(_options), metrics, _books.Time, logging.CreateLogger<CallWatchdog>());
    }

    public ValueTask DisposeAsync() => _books.DisposeAsync();

    [Fact]
    public async Task Call_LongerThanItMayBe_IsAskedToEndOnce()
    {
        await AddAsync(maxDuration: TimeSpan.FromSeconds(30));

        Pass(29);
        Assert.Empty(_asked);
        Pass(10);

        Assert.Equal([EndedReason.MaxDuration], _asked);
        Assert.Equal(0, _cutOffs);
    }

    [Fact]
    public async Task Line_ThatTellsNothing_IsLostWithinThirtySeconds()
    {
        var since = _books.Time.GetTimestamp();
        await AddAsync(quiet: () => _books.Time.GetElapsedTime(since));

        Pass(24);
        Assert.Empty(_asked);
        Pass(2);

        Assert.Equal([EndedReason.SocketLost], _asked);
    }

    [Fact]
    public async Task Session_ThatDoesNotEndWhenAsked_IsCutOff_ItsLineEndedAndTheErrorTold()
    {
        var call = await AddAsync(maxDuration: TimeSpan.FromSeconds(30), endsWhenAsked: false);

        Pass(30 + 59);
        Assert.Equal((0, 1), (_cutOffs, _liveCalls.Count));
        Pass(2);

        Assert.Equal((1, 0), (_cutOffs, _liveCalls.Count));
        Assert.Equal([EndedReason.MaxDuration], _asked.Distinct());
        Assert.Contains(_logs.Lines, line => line.StartsWith($"Error Call {call.CallSid} did not end when it was asked to", StringComparison.Ordinal));
        await _books.Time.PlayUntilAsync(_twilio.ToldAsync(1));
        Assert.Equal([$"{call.CallSid} Status=completed"], _twilio.Told);
        Pass(60);
        Assert.Equal(1, _cutOffs);
    }

    [Fact]
    public async Task Session_ThatEndsByItselfAndNeverReturns_IsCutOffToo()
    {
        await AddAsync();
        _isEnding = true;

        Pass(62);

        Assert.Equal(1, _cutOffs);
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Limit_ReachedByLiveMeters_EndsTheCall()
    {
        _options.DailySpendLimitPerCaller = 0.015m;
        var call = await AddAsync();
        _liveCalls.Find(call.Id)!.Meters.Advance();
        Pass(1);
        Assert.Empty(_asked); // one line minute: $0.014

        _books.Time.Advance(TimeSpan.FromMinutes(1.1));
        _liveCalls.Find(call.Id)!.Meters.Advance();
        Pass(1);

        Assert.Equal([EndedReason.SpendLimit], _asked);
    }

    [Fact]
    public async Task Limit_OfTheDay_LeavesTestCallsOutWhileTheyAreOnToo()
    {
        _options.DailySpendLimit = 0.001m;
        var test = await AddAsync(direction: CallDirection.Test);
        _liveCalls.Find(test.Id)!.Meters.Advance();
        Pass(1);
        Assert.Empty(_asked);

        var call = await AddAsync();
        _liveCalls.Find(call.Id)!.Meters.Advance();
        Pass(1);
        Assert.Contains(EndedReason.SpendLimit, _asked);
    }

    // Both were the end of the host once: one is more nano-dollars than there are, the other is finer than one.
    [Theory]
    [InlineData("10000000000", false)]
    [InlineData("0.01400000001", false)]
    [InlineData("0.01399999999", true)]
    public async Task Limit_BeyondNanoDollars_IsComparedExactly(string limit, bool isReached)
    {
        _options.DailySpendLimit = _options.DailySpendLimitPerCaller = decimal.Parse(limit, CultureInfo.InvariantCulture);
        var call = await AddAsync();
        _liveCalls.Find(call.Id)!.Meters.Advance(); // one line minute: $0.014

        Pass(1);

        Assert.Equal(isReached ? [EndedReason.SpendLimit] : [], _asked);
        Assert.DoesNotContain(_logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_ThatCannotBeLookedAt_KeepsNobodyElseFromIt()
    {
        var broken = await AddAsync(quiet: () => throw new InvalidOperationException("nobody knows"));
        await AddAsync(maxDuration: TimeSpan.Zero);

        Pass(1);

        Assert.Equal([EndedReason.MaxDuration], _asked);
        Assert.Contains(_logs.Lines, line => line.StartsWith($"Error Call {broken.CallSid} could not be looked at", StringComparison.Ordinal));
    }

    private void Pass(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            _books.Time.Advance(TimeSpan.FromSeconds(1));
            _watchdog.Look();
        }
    }

    private async Task<Call> AddAsync(TimeSpan? maxDuration = null, Func<TimeSpan>? quiet = null, bool endsWhenAsked = true, string direction = CallDirection.Inbound)
    {
        var call = await _books.AddCallAsync(_books.Clock.Now, direction: direction);
        _twilio.Lines.Add(call.CallSid);
        var live = new LiveCall
        {
            Call = call,
            Persona = "Default",
            Meters = await MetersAsync(call),
            MaxDuration = maxDuration ?? TimeSpan.FromHours(1),
            Quiet = quiet ?? (() => TimeSpan.Zero),
            IsEnding = () => _isEnding,
            End = reason =>
            {
                _asked.Add(reason);
                _isEnding |= endsWhenAsked;
            },
            LineIsDown = () => { },
            CutOff = () => _cutOffs++,
        };
        Assert.True(_liveCalls.TryAdd(live));
        return call;
    }

    private async Task<CallMeters> MetersAsync(Call call)
    {
        await using var context = _books.Store.CreateDbContext();
        return new CallMeters(call.Id, call.CallSid, new CallTerms
        {
            RateCard = await _books.Rates.LoadAsync(context, _books.Clock.Now, CancellationToken.None),
            AccountId = call.AccountId!.Value,
            PricePerMinute = 0.12m,
            BillingIncrementSeconds = 1,
        }, _books.Time);
    }
}
