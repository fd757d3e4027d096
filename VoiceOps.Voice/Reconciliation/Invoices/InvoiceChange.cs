using VoiceOps.Voice.Pricing.Versions;

namespace VoiceOps.Voice.Reconciliation.Invoices;

/// <summary>An invoice that was removed, or entered although there was something odd about it: who did it and why. Append-only.</summary>
public sealed class InvoiceChange
{
    public long Id { get; init; }

    public required string Service { get; init; }

    public required string Number { get; init; }

    /// <summary>One of <see cref="InvoiceAction"/>.</summary>
    public required string Action { get; init; }

    public required DateOnly FirstDay { get; init; }

    public required DateOnly LastDay { get; init; }

    public required long AmountNanos { get; init; }

    public required string ChangedBy { get; init; }

    public required string Reason { get; init; }

    public required DateTime ChangedAt { get; init; }

    internal static InvoiceChange Of(ProviderInvoice invoice, string action, Signature signature, DateTime at) => new()
    {
        Service = invoice.Service,
        Number = invoice.Number,
        Action = action,
        FirstDay = invoice.FirstDay,
        LastDay = invoice.LastDay,
        AmountNanos = invoice.AmountNanos,
        ChangedBy = signature.By,
        Reason = signature.Reason,
        ChangedAt = at,
    };
}
