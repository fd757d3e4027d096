using VoiceOps.Voice.Reconciliation;
using VoiceOps.Voice.Reconciliation.Balances;
using VoiceOps.Voice.Reconciliation.Days;
using VoiceOps.Voice.Reconciliation.Invoices;

namespace VoiceOps.Web.Reconciliation;

/// <summary>All that the page shows, read together.</summary>
public sealed record ReconciliationSnapshot
{
    public required ReconciliationView View { get; init; }

    public required IReadOnlyList<ProviderBalance> Balances { get; init; }

    public required IReadOnlyList<SourceState> Sources { get; init; }

    public required IReadOnlyList<InvoiceComparison> Invoices { get; init; }
}
