namespace VoiceOps.Voice.Reconciliation.Invoices;

/// <summary>What came of entering invoices: all of them, or nothing.</summary>
public sealed record InvoiceResult
{
    public int Entered { get; init; }

    /// <summary>Why nothing was entered.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What is odd about them: nothing was entered, and all is when somebody signs for it.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    public static InvoiceResult Refused(params IReadOnlyList<string> problems) => new() { Problems = problems };
}
