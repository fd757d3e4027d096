namespace VoiceOps.Voice.Reconciliation.Invoices;

/// <summary>What was done to an invoice.</summary>
public static class InvoiceAction
{
    public const string Entered = "entered";
    public const string Removed = "removed";
}
