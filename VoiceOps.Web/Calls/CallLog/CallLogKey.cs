using System.Globalization;

namespace VoiceOps.Web.Calls.CallLog;

/// <summary>A call's place in the log, which no other call changes: newest first, by when it was received, then by id.</summary>
/// <param name="CreatedAt">UTC, to the microsecond.</param>
/// <param name="CallId">The call's id.</param>
public sealed record CallLogKey(DateTime CreatedAt, long CallId)
{
    private const char Separator = '-';

    /// <summary>As it stands in an address, such as <c>1795600000123456-42</c>: microseconds since 1970 and the id.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(CreatedAt - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}{Separator}{CallId}");

    /// <summary>Null when the text is no key.</summary>
    public static CallLogKey? Parse(string? text) =>
        text?.Split(Separator) is [var micros, var id]
            && long.TryParse(micros, NumberStyles.None, CultureInfo.InvariantCulture, out var sinceEpoch)
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var callId)
            && sinceEpoch <= (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond
                ? new CallLogKey(DateTime.UnixEpoch.AddTicks(sinceEpoch * TimeSpan.TicksPerMicrosecond), callId)
                : null;
}
