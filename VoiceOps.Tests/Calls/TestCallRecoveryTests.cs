using VoiceOps.Tests.Hosting;
using Xunit;

namespace VoiceOps.Tests.Calls;

/// <summary>A test call that a crash left open is closed from its checkpoints like any call, and stays out of the business all the same.</summary>
[NeedsProgram]
public sealed class TestCallRecoveryTests
{
    [Fact]
    public async Task Restart_AfterACrashDuringATest_BooksWhatWasUsedAsATest()
    {
        await using var host = await RunningHost.StartProcessAsync();
        host.Execute("""
            INSERT INTO calls (call_sid, direction, persona_id, llm_model, status, app_version, price_per_minute, billing_increment_seconds, created_at, started_at)
            VALUES ('TEST1', 'test', 1, 'gpt-oss-120b', 'in-progress', 'x', '0', 1, '2026-06-10 12:00:00.000000', '2026-06-10 12:00:00.000000');
            INSERT INTO call_meters (call_id, meter_key, service, operation, model, usage_unit, usage_micros, posted_micros, posted_nanos, unit_cost, pricing_type, pricing_source, elapsed_micros, updated_at)
            SELECT id, 'elevenlabs/speech/eleven_flash_v2_5', 'elevenlabs', 'speech', 'eleven_flash_v2_5', 'characters', 100000000, 0, 0, '0.00015', 'per_character', 'rate_card', 12000000, '2026-06-10 12:00:12.000000' FROM calls;
            """);

        await host.KillAndRestartAsync();

        await host.UntilAsync("SELECT COUNT(*) = 1 FROM calls WHERE ended_reason = 'server-lost' AND ended_at IS NOT NULL");
        Assert.Equal(["elevenlabs 15000000 1"], host.Rows("SELECT service || ' ' || cost_nanos || ' ' || is_test FROM api_call_events", row => row.GetString(0)));
        Assert.Equal(0, host.Scalar<long>("SELECT (SELECT COUNT(*) FROM cost_rollups) + (SELECT COUNT(*) FROM call_rollups) + (SELECT COUNT(*) FROM ledger_transactions)"));
    }
}
