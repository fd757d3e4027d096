using VoiceOps.Tests.Credits;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Ending;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using Xunit;

namespace VoiceOps.Tests.Calls.Ending;

/// <summary>How long the credit of live calls lasts: shared, promised once, and never longer than the books and the clock allow.</summary>
public sealed class CallerCreditTests : IAsyncLifetime
{
    private CreditBooks _books = null!;
    private LiveCalls _live = null!;
    private CallerCredit _credit = null!;
    private long _acme;

    public async ValueTask InitializeAsync()
    {
        _books = await CreditBooks.OpenAsync("2026-06-10T12:00:00");
        _live = new LiveCalls(_books.Books.Time);
        _credit = new CallerCredit(_books.Books.Store, _live, _books.Books.Time);
        _acme = await _books.AddAccountAsync("Acme");
        Set("is_prepaid = 1");
    }

    public ValueTask DisposeAsync() => _books.DisposeAsync();

    [Fact]
    public async Task Left_OfOneCall_IsItsCreditLessWhatItHasTalked()
    {
        await _books.BuyAsync(_acme, 0.18m, 90);
        var call = await StartAsync();

        Assert.Equal(90, await LeftAsync(call));
        Assert.Equal(60, await LeftAsync(call, pass: 30));
        await BookAsync(call);
        Assert.Equal(55, await LeftAsync(call, pass: 5));
        Assert.Equal(-5, await LeftAsync(call, pass: 60));
    }

    [Fact]
    public async Task Left_OfTwoCallsThatShareIt_IsHalfOfItEach()
    {
        await _books.BuyAsync(_acme, 0.18m, 90);
        var (one, other) = (await StartAsync(), await StartAsync());

        Assert.Equal((45, 45), (await LeftAsync(one), await LeftAsync(other)));
        await LeftAsync(one, pass: 10);
        await BookAsync(one);
        Assert.Equal((35, 35), (await LeftAsync(one, pass: 2) + 2, await LeftAsync(other) + 2));
        _books.Books.Time.Advance(TimeSpan.FromSeconds(33));
        Assert.Equal((0, 0), (await LeftAsync(one), await LeftAsync(other)));
    }

    [Fact]
    public async Task Left_WhenCreditIsBoughtMeanwhile_IsLonger()
    {
        await _books.BuyAsync(_acme, 0.18m, 90);
        var call = await StartAsync();
        await LeftAsync(call, pass: 80);

        await _books.BuyAsync(_acme, 1.20m, 600);

        Assert.Equal(607, await LeftAsync(call, pass: 3));
    }

    [Fact]
    public async Task Left_InTheMiddleOfABilledMinute_IsItsRestAtLeast()
    {
        await _books.BuyAsync(_acme, 0.06m, 30);
        var call = await StartAsync(increment: 60);
        _books.Books.Time.Advance(TimeSpan.FromSeconds(3));
        await BookAsync(call); // the whole minute is billed: 30 s drawn and 30 owed

        Assert.Equal(55, await LeftAsync(call, pass: 2));
    }

    [Fact]
    public async Task Left_OnAccountWithALimit_IsWhatMayStillBeOwed()
    {
        Set("is_prepaid = 0, credit_limit_nanos = 1000000000");
        await _books.TalkAsync(_acme, 400);
        var call = await StartAsync();

        Assert.Equal(100, await LeftAsync(call));
        Assert.Null(await _credit.RefusalAsync(_acme, CancellationToken.None));
        await _books.TalkAsync(_acme, 100);
        Assert.Contains("$1.000000", await _credit.RefusalAsync(_acme, CancellationToken.None));
    }

    [Fact]
    public async Task Left_OnAccountWithoutALimit_HasNoEnd()
    {
        Set("is_prepaid = 0, credit_limit_nanos = NULL");
        var call = await StartAsync();
        await _credit.RefreshAsync(CancellationToken.None);

        Assert.Null(_credit.Left(call));
        Assert.Null(await _credit.RefusalAsync(_acme, CancellationToken.None));
    }

    [Fact]
    public async Task Refusal_WhenLiveCallsHaveTalkedTheRest_IsGiven()
    {
        await _books.BuyAsync(_acme, 0.18m, 90);
        await StartAsync();
        Assert.Null(await _credit.RefusalAsync(_acme, CancellationToken.None));

        _books.Books.Time.Advance(TimeSpan.FromSeconds(90));

        Assert.Contains("no credit", await _credit.RefusalAsync(_acme, CancellationToken.None));
    }

    private async Task<LiveCall> StartAsync(int increment = 1)
    {
        var call = await _books.AddCallAsync(_acme, increment: increment);
        var live = new LiveCall
        {
            Call = call,
            Persona = "Default",
            Meters = new CallMeters(call.Id, call.CallSid, Terms(call), _books.Books.Time),
            End = _ => { },
            LineIsDown = () => { },
        };
        Assert.True(_live.TryAdd(live));
        return live;
    }

    private Task BookAsync(LiveCall live) => _books.CommitAsync(_books.Posting(live.Call, (long)live.Meters.Elapsed.TotalSeconds));

    private async Task<int> LeftAsync(LiveCall call, int pass = 0)
    {
        _books.Books.Time.Advance(TimeSpan.FromSeconds(pass));
        await _credit.RefreshAsync(CancellationToken.None);
        return (int)_credit.Left(call)!.Value.TotalSeconds;
    }

    private void Set(string columns) => _books.Books.Store.Execute($"UPDATE accounts SET {columns} WHERE id = {_acme}");

    private static CallTerms Terms(Call call) => new()
    {
        RateCard = new RateCard(DateTime.UnixEpoch, [], new Dictionary<RateKey, AppliedRate>()),
        AccountId = call.AccountId,
        PricePerMinute = call.PricePerMinute,
        BillingIncrementSeconds = call.BillingIncrementSeconds,
    };
}
