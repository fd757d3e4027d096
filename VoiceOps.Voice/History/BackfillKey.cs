using System.Globalization;

namespace VoiceOps.Voice.History;

/// <summary>The key by which a call's estimated line is one row, however often the backfill runs.</summary>
internal static class BackfillKey
{
    public const string Prefix = "backfill/";

    /// <summary>The first text after all keys with <see cref="Prefix"/>.</summary>
    public const string End = "backfill0";

    public static string Of(long callId, string callSid) =>
        Prefix + (string.IsNullOrWhiteSpace(callSid) ? callId.ToString(CultureInfo.InvariantCulture) : callSid);
}
