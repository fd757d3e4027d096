using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Invoices;

/// <summary>An invoice beside the books of its period.</summary>
public sealed record InvoiceComparison
{
    public required ProviderInvoice Invoice { get; init; }

    /// <summary>What the books hold of the period, billed figures and test calls included.</summary>
    public required Money Booked { get; init; }

    public required long UnpricedRows { get; init; }

    /// <summary>The period is over and the difference is within the service's tolerance.</summary>
    public required bool Agrees { get; init; }

    /// <summary>Days of the period are still to come.</summary>
    public required bool IsOpen { get; init; }

    public Money Amount => new(Invoice.AmountNanos);

    public Money Difference => Amount - Booked;

    /// <summary>Of what was booked; null where nothing was.</summary>
    public decimal? Share => Booked.Nanos == 0 ? null : (decimal)Difference.Nanos / Booked.Nanos;
}
