using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Repricing;

namespace VoiceOps.Tests.Reconciliation;

/// <summary>A price that comes after the usage, and the job that prices what had none.</summary>
internal static class PricedLater
{
    public static Task RunAsync(Books books, string promptModel)
    {
        books.Store.Execute($"""
            INSERT INTO service_pricing (service, operation, model, unit_price, pricing_type, origin, effective_from, created_at)
            VALUES ('cerebras', 'prompt', '{promptModel}', '0.000001', 'per_token', 'list', '1970-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000')
            """);
        return RepriceAsync(books, RepricingScope.Unpriced);
    }

    public static Task RepriceAsync(Books books, RepricingScope scope)
    {
        var writer = new LedgerWriter(books.Ledger, new CommitSignal(), TestMetrics.Ledger(books.Time), Options.Create(new LedgerOptions()), books.Time, NullLogger<LedgerWriter>.Instance);
        return new RepricingJob(books.Store, books.Rates, writer, books.Time, NullLogger<RepricingJob>.Instance)
            .RunAsync(scope, new Signature { By = "Ann", Reason = "Its price is known now" }, progress: null, CancellationToken.None);
    }
}
