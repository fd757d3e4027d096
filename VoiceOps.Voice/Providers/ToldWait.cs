using System.Globalization;

namespace VoiceOps.Voice.Providers;

/// <summary>How long a provider says to wait, in a header. Whatever it says becomes a time between none and the longest that makes sense.</summary>
internal static class ToldWait
{
    /// <summary>Seconds, perhaps with a fraction; null when it is no number. What is endless, or too long for a time, is the longest.</summary>
    public static TimeSpan? Seconds(string? text, TimeSpan longest) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && !double.IsNaN(seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, longest.TotalSeconds))
            : null;
}
