using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Providers;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Voice.Reconciliation;
using VoiceOps.Voice.Reconciliation.Balances;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Reconciliation.Balances;

public sealed class ProviderBalancesTests
{
    [Fact]
    public async Task Run_BalanceThatRunsOut_WarnsOnceAndSaysWhenItIsOver()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-08T12:00:00"));
        await books.CommitAsync(call, [books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1_000, 14_000_000_000)]);
        await using var twilio = RawHttpServer.Answering((200, Told("28.00")), (200, Told("27.00")), (200, Told("400")));
        await using var services = new BillingServices(twilio.BaseUrl);
        var logs = new RecordedLogs();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(logs));
        var balances = new ProviderBalances(
            [new TwilioBalanceSource(services.Get<TwilioBillingClient>())], new BurnQueries(books.Store, books.Time),
            new SourceStates(books.Time, NullLogger<SourceStates>.Instance), Options.Create(new ReconciliationOptions()), books.Time, logging.CreateLogger<ProviderBalances>());

        await balances.RunAsync(CancellationToken.None);
        var told = Assert.Single(balances.Read());
        // Two days of use so far, 14 dollars in all.
        Assert.Equal((28m, 7m, 4m), (told.Remaining, told.BurnPerDay, told.DaysLeft));
        Assert.Equal("$28.00 left, 4.0 days at the pace of the last week: until 2026-06-14 12:00 UTC", balances.WarningOf(ServiceNames.Twilio));

        await balances.RunAsync(CancellationToken.None);
        Assert.Single(logs.Lines, line => line.StartsWith("Warning twilio runs out: $28.00 left", StringComparison.Ordinal));

        await balances.RunAsync(CancellationToken.None);
        Assert.Null(balances.WarningOf(ServiceNames.Twilio));
        Assert.Single(logs.Lines, line => line.StartsWith("Information twilio no longer runs out", StringComparison.Ordinal));
    }

    private static string Told(string balance) => $$"""{"account_sid":"AC1","balance":"{{balance}}","currency":"USD"}""";
}
