namespace VoiceOps.Web.Calls.CallLog;

/// <summary>What the call log can be narrowed to: everything that some call has.</summary>
public sealed record CallLogChoices
{
    public required IReadOnlyList<(long Id, string Name)> Personas { get; init; }

    public required IReadOnlyList<(long Id, string Name)> Accounts { get; init; }

    public required IReadOnlyList<string> Models { get; init; }

    public required IReadOnlyList<string> Statuses { get; init; }

    public required IReadOnlyList<string> EndedReasons { get; init; }
}
