using VoiceOps.Web.Conversations.Turns;

namespace VoiceOps.Web.Conversations;

/// <summary>The names of what is measured, what they mean, and the class of their color and pattern.</summary>
public static class MeasureWords
{
    public static IReadOnlyList<(TurnMeasure Measure, string Name, string Meaning, string Class)> All { get; } =
    [
        (TurnMeasure.Endpointing, "Endpointing", "until the caller's turn counted as ended", "ph-end"),
        (TurnMeasure.FirstToken, "First token", "until the model's first word", "ph-token"),
        (TurnMeasure.FirstClause, "First clause", "until the first clause went to speech", "ph-clause"),
        (TurnMeasure.FirstAudio, "First audio", "until the first byte of speech arrived, a filler's too", "ph-audio"),
        (TurnMeasure.Sent, "Turn latency, sent", "until the first sound went to the line", "ph-sent"),
        (TurnMeasure.Heard, "Turn latency, heard", "until the line told that the first sound was played", "ph-heard"),
    ];

    public static string Milliseconds(int? value) => value is { } milliseconds ? Shared.Figures.Count(milliseconds) : Shared.Figures.Unknown;
}
