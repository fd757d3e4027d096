using System.Globalization;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation.Turns;

namespace VoiceOps.Web.Calls;

/// <summary>Why the words of a turn are not there, in words.</summary>
public static class TranscriptWords
{
    public static bool HasWords(CallTurn turn) => turn.CallerText is not null || turn.HeardText is not null || turn.UnheardText is not null;

    /// <summary>Its time is over.</summary>
    public static bool IsOver(CallTurn turn, TranscriptOptions options, TimeProvider time) =>
        turn.StartedAt < time.GetUtcNow().UtcDateTime - options.TranscriptRetention;

    /// <summary>Null when the words are there, or when nothing was said.</summary>
    public static string? Lost(CallTurn turn, TranscriptOptions options, TimeProvider time) =>
        HasWords(turn) || (turn.Characters == 0 && turn.Kind != TurnKind.Reply) ? null
        : IsOver(turn, options, time) ? $"deleted {Duration(options.TranscriptRetention)} after it was spoken"
        : options.KeepTranscripts ? "not kept" : "transcripts are switched off";

    /// <summary><c>30 days</c>, <c>12 hours</c>.</summary>
    public static string Duration(TimeSpan span)
    {
        var (number, unit) = span >= TimeSpan.FromDays(2) ? (span.TotalDays, "days") : (span.TotalHours, "hours");
        return string.Create(CultureInfo.InvariantCulture, $"{number:0.#} {unit}");
    }
}
