namespace VoiceOps.Web.Calls.CallLog;

/// <summary>The values that the call log can be filtered by: each of them occurs in some call.</summary>
public sealed record CallLogChoices
{
    public required IReadOnlyList<(long Id, string Name)> Personas { get; init; }

    public required IReadOnlyList<(long Id, string Name)> Accounts { get; init; }

    public required IReadOnlyList<string> Models { get; init; }

    public required IReadOnlyList<string> Statuses { get; init; }

    public required IReadOnlyList<string> EndedReasons { get; init; }
}
