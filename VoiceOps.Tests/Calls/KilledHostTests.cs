using VoiceOps.Simulation.Callers;
using VoiceOps.Tests.Hosting;
using VoiceOps.Voice.Calls.Journal;
using Xunit;

namespace VoiceOps.Tests.Calls;

/// <summary>A real process, fifty real conversations, and SIGKILL.</summary>
[NeedsProgram]
public sealed class KilledHostTests
{
    private const int Calls = 50;

    // Some four seconds of them.
    private const int LooksAtTheEnd = 60;
    private static readonly TimeSpan Checkpoint = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Kill_WithFiftyCallsOn_LosesNoMoreThanTheLastCheckpointOfEach()
    {
        await using var host = await RunningHost.StartProcessAsync();
        var phones = Enumerable.Range(0, Calls).Select(number => CallAsync(host, number)).ToList();
        var late = new List<TimeSpan>();
        await host.UntilAsync(
            $"""
            SELECT COUNT(DISTINCT call_id) = {Calls} FROM call_meters WHERE service = 'cerebras'
            AND call_id IN (SELECT call_id FROM call_meters WHERE service = 'elevenlabs' AND usage_micros > 60000000)
            """,
            meanwhile: () => late.Add(Late(host)));
        var slowestCommit = late.TakeLast(LooksAtTheEnd).Append(TimeSpan.FromSeconds(1)).Max() * 2;

        var before = Meters(host);
        var killedAt = TimeProvider.System.GetUtcNow().UtcDateTime;
        await host.KillAndRestartAsync();

        // Closed, each once, and never later than the call was known to live.
        Assert.Equal(Calls, host.Scalar<long>($"SELECT COUNT(*) FROM calls WHERE ended_reason = '{EndedReason.ServerLost}' AND ended_at IS NOT NULL AND duration_seconds > 0"));
        Assert.Equal(Calls, host.Scalar<long>("SELECT COUNT(*) FROM calls"));
        var missing = host.Rows(
            "SELECT MAX(m.elapsed_micros), c.started_at FROM calls c JOIN call_meters m ON m.call_id = c.id GROUP BY c.id",
            row => killedAt - (DateTime.SpecifyKind(DateTime.Parse(row.GetString(1)), DateTimeKind.Utc) + TimeSpan.FromMicroseconds(row.GetInt64(0))));
        Assert.All(missing, time => Assert.InRange(time, TimeSpan.FromSeconds(-1), Checkpoint + slowestCommit));

        // Every character and token that was checkpointed is a row now, at least.
        var after = host.Rows(
            "SELECT call_id || '/' || service || '/' || operation || '/' || COALESCE(model, ''), SUM(usage_micros) FROM api_call_events GROUP BY 1",
            row => (row.GetString(0), row.GetInt64(1))).ToDictionary();
        Assert.All(before, meter => Assert.True(after.GetValueOrDefault(meter.Key) >= meter.Value, $"{meter.Key}: {after.GetValueOrDefault(meter.Key)} of {meter.Value}"));

        // And the books tie out.
        Assert.Equal(0, host.Scalar<long>("SELECT COUNT(*) FROM call_meters WHERE usage_micros <> posted_micros"));
        Assert.Equal(0, host.Scalar<long>(
            """
            SELECT COUNT(*) FROM call_meters m WHERE posted_nanos <> (
                SELECT COALESCE(SUM(cost_nanos), 0) FROM api_call_events e
                WHERE e.call_id = m.call_id AND e.service = m.service AND e.operation = m.operation AND e.model IS m.model)
            """));
        Assert.Equal(0, host.Scalar<long>("SELECT COUNT(*) FROM (SELECT 1 FROM ledger_entries GROUP BY transaction_id HAVING SUM(amount_nanos) <> 0)"));
        Assert.Equal(host.Scalar<long>("SELECT SUM(cost_nanos) FROM api_call_events"), host.Scalar<long>("SELECT SUM(cost_nanos) FROM cost_rollups"));
        Assert.Equal(host.Scalar<long>("SELECT SUM(cost_nanos) FROM api_call_events"), host.Scalar<long>("SELECT SUM(cost_nanos) FROM call_totals"));
        Assert.Equal(Calls, host.Scalar<long>("SELECT SUM(call_count) FROM call_rollups"));
        Assert.Equal(
            host.Scalar<long>("SELECT SUM(duration_seconds) * 2000000 FROM calls"),
            -host.Scalar<long>("SELECT SUM(amount_nanos) FROM ledger_entries WHERE ledger_account = 'usage_revenue'"));
        await Task.WhenAll(phones);
    }

    private static Task CallAsync(RunningHost host, int number) => host.CallAsync(new CallerScript
    {
        From = $"+1415555{number:0000}",
        To = "+14155550199",
        Phrases =
        [
            "Hi there, I have a question about my appointment next week.", "It was supposed to be on Tuesday in the morning, but I can't make it.",
            "Actually, could we do Thursday instead?", "Is there an earlier time, maybe before noon?", "Okay, and is there anything I have to bring along?",
        ],
        HangUp = HangUpWay.WaitForAgent,
        ReportsStatus = false,
    });

    private static Dictionary<string, long> Meters(RunningHost host) => host.Rows(
        "SELECT call_id || '/' || service || '/' || operation || '/' || COALESCE(model, ''), usage_micros FROM call_meters",
        row => (row.GetString(0), row.GetInt64(1))).ToDictionary();

    /// <summary>By how much the oldest checkpoint is older than one may be: watched, since this machine may be busy.</summary>
    private static TimeSpan Late(RunningHost host) => host.Scalar<string>("SELECT MIN(latest) FROM (SELECT MAX(updated_at) AS latest FROM call_meters GROUP BY call_id)") is { } oldest
        ? TimeProvider.System.GetUtcNow().UtcDateTime - DateTime.SpecifyKind(DateTime.Parse(oldest), DateTimeKind.Utc) - Checkpoint
        : TimeSpan.Zero;
}
