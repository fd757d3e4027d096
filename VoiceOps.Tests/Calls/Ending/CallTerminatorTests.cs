using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Ending;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using Xunit;

namespace VoiceOps.Tests.Calls.Ending;

public sealed class CallTerminatorTests : IAsyncLifetime
{
    private readonly FakeTwilio _twilio = new();
    private Books _books = null!;
    private CallTerminator _terminator = null!;

    public async ValueTask InitializeAsync()
    {
        _books = await Books.OpenAsync("2026-06-10T12:00:00");
        _terminator = Terminator();
    }

    public async ValueTask DisposeAsync()
    {
        await _terminator.StopAsync(new CancellationToken(canceled: true));
        await _books.DisposeAsync();
    }

    [Fact]
    public async Task End_AskedByEverybody_TellsTwilioOnce()
    {
        var call = await EndedCallAsync(EndedReason.AgentHangup);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _terminator.EndAsync(call.CallSid)));

        Assert.Equal([$"{call.CallSid} Status=completed"], _twilio.Told);
        Assert.NotNull(await LineDownAtAsync(call));
    }

    [Fact]
    public async Task End_TwilioSaysYesAndDoesNothing_IsToldAgainLaterEachTime()
    {
        var call = await EndedCallAsync(EndedReason.MaxDuration);
        _twilio.Obeys = false;
        var ending = _terminator.EndAsync(call.CallSid);
        await _books.Time.PlayUntilAsync(_twilio.ToldAsync(2));
        var started = _books.Time.GetTimestamp();
        await _books.Time.PlayUntilAsync(_twilio.ToldAsync(4));

        Assert.InRange(_books.Time.GetElapsedTime(started), TimeSpan.FromSeconds(6.5), TimeSpan.FromSeconds(8));
        Assert.Null(await LineDownAtAsync(call));
        _twilio.Obeys = true;
        await _books.Time.PlayUntilAsync(ending);
        Assert.NotNull(await LineDownAtAsync(call));
    }

    [Fact]
    public async Task End_TwilioIsAway_IsTriedAgainUntilItIsBack()
    {
        var call = await EndedCallAsync(EndedReason.ServerStop);
        _twilio.Refusal = HttpStatusCode.InternalServerError;
        var ending = _terminator.EndAsync(call.CallSid);
        await _books.Time.PlayUntilAsync(_twilio.ToldAsync(3));

        _twilio.Refusal = null;
        await _books.Time.PlayUntilAsync(ending);

        Assert.DoesNotContain(call.CallSid, _twilio.Lines);
    }

    // The credentials may be another account's, and a question may come before the call can be seen.
    [Fact]
    public async Task End_TwilioDoesNotKnowTheCall_IsNotTakenForALineThatIsDown()
    {
        var call = await EndedCallAsync(EndedReason.MaxDuration);
        _twilio.KnowsCalls = false;
        var ending = _terminator.EndAsync(call.CallSid);
        await _books.Time.PlayUntilAsync(_twilio.ToldAsync(3));
        Assert.Null(await LineDownAtAsync(call));

        _twilio.KnowsCalls = true;
        await _books.Time.PlayUntilAsync(ending);

        Assert.DoesNotContain(call.CallSid, _twilio.Lines);
        Assert.NotNull(await LineDownAtAsync(call));
    }

    [Fact]
    public async Task End_OnceTwiliosCallbackSaysThatTheLineIsDown_AsksNoMore()
    {
        var call = await EndedCallAsync(EndedReason.MaxDuration);
        _twilio.KnowsCalls = false;
        var ending = _terminator.EndAsync(call.CallSid);
        await _books.Time.PlayUntilAsync(_twilio.ToldAsync(2));

        await new CallRecords(_books.Store, new CommitSignal(), _books.Time).LineIsDownAsync(call.CallSid, TestContext.Current.CancellationToken);

        await _books.Time.PlayUntilAsync(ending);
    }

    /// <summary>Telling fails, but the line is down: that is all that was wanted.</summary>
    [Fact]
    public async Task End_LineThatIsDownAlready_IsDoneWhateverTwilioSaysToTheOrder()
    {
        var call = await EndedCallAsync(EndedReason.SocketLost);
        _twilio.Lines.Remove(call.CallSid);
        _twilio.RefusalOfOrders = HttpStatusCode.BadRequest;

        await _terminator.EndAsync(call.CallSid);

        Assert.Single(_twilio.Told);
        Assert.NotNull(await LineDownAtAsync(call));
    }

    [Fact]
    public async Task Start_FindsLinesOfCallsThatEndedHereAndAtTwilioPerhapsNot()
    {
        var lost = await EndedCallAsync(EndedReason.ServerLost);
        var hungUp = await EndedCallAsync(EndedReason.CallerHangup);
        var putThrough = await EndedCallAsync(EndedReason.Transferred);
        var known = await EndedCallAsync(EndedReason.ServerStop, call => call.LineDownAt = call.EndedAt);
        var old = await EndedCallAsync(EndedReason.ServerLost, createdAt: "2026-06-09T12:00:00");

        await _terminator.StartAsync(CancellationToken.None);
        await _books.Time.PlayUntilAsync(_twilio.ToldAsync(1));
        _books.Time.Advance(TimeSpan.FromMinutes(2));
        await _books.Time.PlayUntilAsync(() => LineIsDown(lost), "the line is known to be down");

        Assert.Equal([$"{lost.CallSid} Status=completed"], _twilio.Told);
        Assert.All([hungUp, putThrough, known, old], call => Assert.Contains(call.CallSid, _twilio.Lines));
    }

    [Fact]
    public async Task End_WithoutTwiliosKeys_IsNothing()
    {
        _terminator = Terminator(isConfigured: false);

        await _terminator.EndAsync("CA1");

        Assert.Empty(_twilio.Told);
    }

    private CallTerminator Terminator(bool isConfigured = true) => new(
        _twilio.Client(_books.Time, isConfigured), new CallRecords(_books.Store, new CommitSignal(), _books.Time),
        TestMetrics.OfCalls(new LiveCalls(_books.Time)), _books.Time, NullLogger<CallTerminator>.Instance);

    private async Task<Call> EndedCallAsync(string reason, Action<Call>? change = null, string createdAt = "2026-06-10T11:50:00")
    {
        var call = await _books.AddCallAsync(Books.Utc(createdAt), call =>
        {
            (call.EndedReason, call.EndedAt) = (reason, call.CreatedAt.AddMinutes(1));
            change?.Invoke(call);
        });
        _twilio.Lines.Add(call.CallSid);
        return call;
    }

    private async Task<DateTime?> LineDownAtAsync(Call call)
    {
        await using var context = _books.Store.CreateDbContext();
        return await context.Calls.Where(row => row.Id == call.Id).Select(row => row.LineDownAt).SingleAsync();
    }

    private bool LineIsDown(Call call) => _books.Store.Column<long>($"SELECT COUNT(*) FROM calls WHERE id = {call.Id} AND line_down_at IS NOT NULL").Single() == 1;
}
