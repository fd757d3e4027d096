using VoiceOps.Simulation.Callers;
using VoiceOps.Tests.Hosting;
using VoiceOps.Voice.Personas;
using Xunit;

namespace VoiceOps.Tests.Calls;

/// <summary>Callers with little or no credit, over the real websocket: turned away with a sentence, told in time, and said goodbye to.</summary>
[NeedsProgram]
public sealed class CreditCallTests
{
    private const string Caller = "+14155550181";

    [Fact]
    public async Task Credit_ThatRunsOutDuringTheCall_IsToldAndTheCallEndsPolitely()
    {
        await using var host = await RunningHost.StartAsync();
        await PrepaidAsync(host, seconds: 14);

        var heard = await host.CallAsync(new CallerScript { From = Caller, To = "+14155550100", Phrases = [.. Enumerable.Repeat<CallerPhrase>("When do you open?", 12)] });

        Assert.Equal(CallEnd.Host, heard.EndedBy);
        await host.UntilAsync("SELECT COUNT(*) = 1 FROM calls WHERE ended_reason = 'no-credit' AND status = 'completed'");
        // Told as soon as the greeting was over, since less than a minute was left, and again at the end.
        var turns = host.Rows("SELECT kind || '|' || COALESCE(heard_text, '') FROM call_turns ORDER BY number", row => row.GetString(0));
        Assert.Contains($"notice|{LanguageWords.English.CreditLow}", turns);
        Assert.Equal($"goodbye|{LanguageWords.English.CreditEnded}", turns[^1]);
        // All the credit is drawn and has earned its value; what came after it, two seconds and the goodbye, is owed.
        Assert.Equal(14, host.Scalar<long>("SELECT SUM(seconds) FROM credit_draws"));
        Assert.Equal(28_000_000, host.Scalar<long>("SELECT SUM(value_nanos) FROM credit_draws"));
        Assert.InRange(host.Scalar<long>("SELECT duration_seconds FROM calls"), 14, 14 + 12);
        Assert.Equal(
            host.Scalar<long>("SELECT (duration_seconds - 14) * 2000000 FROM calls"),
            host.Scalar<long>("SELECT SUM(amount_nanos) FROM ledger_entries WHERE ledger_account = 'receivable'"));
    }

    [Fact]
    public async Task Caller_WithoutCredit_HearsWhyAndCostsOneLineMinute()
    {
        await using var host = await RunningHost.StartAsync();
        await PrepaidAsync(host, seconds: 0);

        var heard = await host.CallAsync(new CallerScript { From = Caller, To = "+14155550100" });

        Assert.Equal([LanguageWords.English.CreditEnded], heard.Announcements);
        await host.UntilAsync("SELECT COUNT(*) = 1 FROM calls WHERE ended_reason = 'no-credit' AND status = 'completed' AND missing_usage LIKE '%no credit left%'");
        await host.UntilAsync("SELECT COUNT(*) = 1 AND SUM(cost_nanos) = 14000000 FROM api_call_events");
        Assert.Equal(0, host.Scalar<long>("SELECT COALESCE(SUM(amount_nanos), 0) FROM ledger_entries WHERE ledger_account = 'receivable'"));
    }

    [Fact]
    public async Task Caller_OfABlockedAccount_IsTurnedAway()
    {
        await using var host = await RunningHost.StartAsync();
        await PrepaidAsync(host, seconds: 600);
        await ExecuteAsync(host, "UPDATE accounts SET is_blocked = 1 WHERE name = 'Acme'");

        await host.CallAsync(new CallerScript { From = Caller, To = "+14155550100" });

        await host.UntilAsync("SELECT COUNT(*) = 1 FROM calls WHERE ended_reason = 'rejected' AND missing_usage LIKE '%Acme is blocked%'");
    }

    private static async Task PrepaidAsync(RunningHost host, int seconds)
    {
        await ExecuteAsync(host, """
            INSERT INTO accounts (name, price_per_minute, billing_increment_seconds, is_default, created_at, is_prepaid, is_blocked, settles_receivable, notes)
            VALUES ('Acme', '0.12', 1, 0, '2026-01-01 00:00:00.000000', 1, 0, 1, '')
            """);
        await ExecuteAsync(host, $"INSERT INTO account_numbers (number, account_id) SELECT '{Caller}', id FROM accounts WHERE name = 'Acme'");
        if (seconds > 0)
        {
            await ExecuteAsync(host, "INSERT INTO ledger_transactions (transaction_key, kind, account_id, talk_seconds, billed_seconds, occurred_at, recorded_at) SELECT 'by hand', 'purchase', id, 0, 0, created_at, created_at FROM accounts WHERE name = 'Acme'");
            await ExecuteAsync(host, $"""
                INSERT INTO credit_lots (account_id, kind, seconds, value_nanos, created_at, reason, created_by, transaction_id, drawn_seconds, drawn_nanos, removed_seconds, removed_nanos)
                SELECT a.id, 'purchase', {seconds}, {seconds * 2_000_000}, a.created_at, '', '', t.id, 0, 0, 0, 0 FROM accounts a, ledger_transactions t WHERE a.name = 'Acme' AND t.transaction_key = 'by hand'
                """);
        }
    }

    private static async Task ExecuteAsync(RunningHost host, string sql)
    {
        await using var context = host.OpenContext();
        await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(context.Database, sql);
    }
}
