using System.Globalization;
using VoiceOps.Simulation;
using VoiceOps.Simulation.Callers;
using VoiceOps.Simulation.Cerebras;
using VoiceOps.Simulation.Deepgram;
using VoiceOps.Simulation.ElevenLabs;
using VoiceOps.Tests.Hosting;
using VoiceOps.Voice.Calls.Journal;
using Xunit;

namespace VoiceOps.Tests.Calls;

/// <summary>The main job on real input: callers over Twilio's protocol, three more providers over theirs, and the books.</summary>
[NeedsProgram]
public sealed class RealProtocolTests
{
    private const string Number = "+14155550199";

    [Fact]
    public async Task Calls_SomeInterrupted_LedgerEqualsTheProvidersOwnCountToTheNano()
    {
        await using var host = await RunningHost.StartProcessAsync();
        CallerScript[] scripts =
        [
            new() { From = "+14155550101", To = Number, Phrases = ["When do you open?", "Thank you, goodbye."] },
            new() { From = "+14155550102", To = Number, Phrases = [Interrupting("Stop, I only want to know the price.", 1), "That is all."] },
            new() { From = "+14155550103", To = Number, Phrases = ["Tell me about your service.", Interrupting("Wait, slower please.", 2)], HangUp = HangUpWay.SocketLoss },
            new() { From = "+14155550104", To = Number, Phrases = [], HangUpAfter = TimeSpan.FromSeconds(2) },
        ];

        var results = await Task.WhenAll(scripts.Select(host.CallAsync));
        await host.UntilAsync("SELECT COUNT(*) = 4 FROM calls WHERE ended_at IS NOT NULL AND duration_seconds IS NOT NULL");

        Assert.True(results.Sum(result => result.Clears) >= 2, string.Join("\n", results.Select(r => r.ToString())) + host.Log);
        Assert.All(results, result => Assert.Equal("completed", result.Status));
        Assert.True(results.Sum(result => result.Interruptions) >= 2);
        Assert.True(results.Sum(result => result.Clears) >= 2);
        AssertLedgerEqualsCounts(host, results);
        AssertRevenue(host, results);
        AssertRollups(host);
        Assert.Equal(0, host.Scalar<long>("SELECT COUNT(*) FROM api_call_events WHERE cost_nanos IS NULL"));
        Assert.Equal(
            [EndedReason.CallerHangup, EndedReason.CallerHangup, EndedReason.SocketLost, EndedReason.CallerHangup],
            host.Rows("SELECT ended_reason FROM calls ORDER BY from_number", row => row.GetString(0)));

        // A service without a row says why: the last caller never said a word.
        Assert.Equal(
            ["", "", "", "cerebras: no turn of the caller's was answered"],
            host.Rows("SELECT IFNULL(missing_usage, '') FROM calls ORDER BY from_number", row => row.GetString(0)));
        await AssertLogLinesAsync(host, results);
        Assert.DoesNotContain(" fail: ", host.Log, StringComparison.Ordinal);
    }

    private static CallerPhrase Interrupting(string text, double afterSeconds) => new() { Text = text, InterruptsAfter = TimeSpan.FromSeconds(afterSeconds) };

    private static void AssertLedgerEqualsCounts(RunningHost host, CallerResult[] results)
    {
        // Each rated once a meter of the provider's own count, with exact decimals: rate × usage × 10⁹, half to even.
        var (deepgram, elevenLabs, cerebras) = (host.Simulators.Deepgram, host.Simulators.ElevenLabs, host.Simulators.Cerebras);
        var minutes = results.Select(result => Math.Max(1, (result.DurationSeconds + 59) / 60)).ToList();
        AssertService("twilio", minutes.Sum(), minutes.Sum(count => count * 14_000_000L));

        var seconds = deepgram.Counts.Read().Where(use => use.Operation == DeepgramSimulator.Transcription).ToList();
        AssertService("deepgram", seconds.Sum(use => use.Amount), seconds.Sum(use => (long)decimal.Round(use.Amount * 5_900_000 / 60, MidpointRounding.ToEven)));
        Assert.All(seconds, use => Assert.Equal(
            use.Amount, host.Scalar<long>($"SELECT SUM(usage_micros) FROM api_call_events WHERE provider_request_id = '{use.Handle}'") / 1_000_000m));

        var characters = elevenLabs.Counts.Total(ElevenLabsSimulator.Speech);
        AssertService("elevenlabs", characters, (long)(characters * 150_000));

        var prompt = cerebras.Counts.Total(CerebrasSimulator.Prompt);
        var completion = cerebras.Counts.Total(CerebrasSimulator.Completion);
        Assert.True(prompt > 0 && completion > 0 && characters > 0);
        AssertService("cerebras", prompt + completion, (long)((prompt * 350) + (completion * 750)));

        void AssertService(string service, decimal usage, long nanos)
        {
            Assert.Equal(usage, host.Scalar<long>($"SELECT SUM(usage_micros) FROM api_call_events WHERE service = '{service}'") / 1_000_000m);
            Assert.Equal(nanos, host.Scalar<long>($"SELECT SUM(cost_nanos) FROM api_call_events WHERE service = '{service}'"));
            Assert.Equal(0, host.Scalar<long>($"SELECT COUNT(*) FROM api_call_events WHERE service = '{service}' AND basis <> 'metered'"));
        }
    }

    private static void AssertRevenue(RunningHost host, CallerResult[] results)
    {
        Assert.Equal(
            results.Sum(result => result.DurationSeconds * 2_000_000L), // 0.12 a minute, by the second
            -host.Scalar<long>("SELECT SUM(amount_nanos) FROM ledger_entries WHERE ledger_account = 'usage_revenue'"));
        Assert.Equal(0, host.Scalar<long>("SELECT COUNT(*) FROM (SELECT transaction_id FROM ledger_entries GROUP BY transaction_id HAVING SUM(amount_nanos) <> 0)"));
        Assert.Equal(results.Sum(result => result.DurationSeconds), host.Scalar<long>("SELECT SUM(duration_seconds) FROM calls"));
    }

    private static void AssertRollups(RunningHost host)
    {
        Assert.Equal(host.Scalar<long>("SELECT SUM(cost_nanos) FROM api_call_events"), host.Scalar<long>("SELECT SUM(cost_nanos) FROM cost_rollups"));
        Assert.Equal(host.Scalar<long>("SELECT SUM(usage_micros) FROM api_call_events"), host.Scalar<long>("SELECT SUM(usage_micros) FROM cost_rollups"));
        Assert.Equal(host.Scalar<long>("SELECT SUM(duration_seconds) FROM calls"), host.Scalar<long>("SELECT SUM(talk_seconds) FROM call_rollups"));
        Assert.Equal(4, host.Scalar<long>("SELECT SUM(call_count) FROM call_rollups"));
    }

    private static async Task AssertLogLinesAsync(RunningHost host, CallerResult[] results)
    {
        await host.UntilLoggedAsync(" ended (", results.Length);
        foreach (var result in results)
        {
            var line = host.Log.Split('\n').Single(line => line.Contains($"Call {result.CallSid} ended", StringComparison.Ordinal));
            var twilio = host.Scalar<long>($"SELECT SUM(cost_nanos) FROM api_call_events JOIN calls ON calls.id = call_id WHERE call_sid = '{result.CallSid}' AND service = 'twilio'");
            Assert.Contains($"twilio ${(twilio / 1_000_000_000m).ToString("F6", CultureInfo.InvariantCulture)}", line, StringComparison.Ordinal);
        }
    }
}
