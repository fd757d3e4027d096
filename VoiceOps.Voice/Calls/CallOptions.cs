using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Calls;

public sealed class CallOptions
{
    public const string Section = "VoiceOps";

    /// <summary>The address that Twilio reaches; signatures are checked against it and the stream's address is made from it.</summary>
    public string? PublicUrl { get; set => field = string.IsNullOrWhiteSpace(value) ? null : value.Trim(); }

    /// <summary>Calls at a time; one more is turned away.</summary>
    public int MaxConcurrentCalls { get; set; } = 100;

    public TimeSpan MaxCallDuration { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A line that has told nothing for so long is lost: Twilio sends a frame every 20 ms, silence included.</summary>
    public TimeSpan LineLostAfter { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>Callers are put through to this number (E.164) when a provider stays away; null: they hear the apology.</summary>
    public string? FallbackNumber { get; set => field = string.IsNullOrWhiteSpace(value) ? null : value.Trim(); }

    /// <summary>What a caller hears before being put through.</summary>
    public string TransferSentence { get; set; } = LanguageWords.English.PutThrough;

    /// <summary>How long calls that are on may go on after the server was asked to stop.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Dollars that one day may cost; then no call is taken, and those that are on end. Null: no limit.</summary>
    public decimal? DailySpendLimit { get; set; }

    /// <summary>Dollars that one caller's calls of one day may cost. Null: no limit.</summary>
    public decimal? DailySpendLimitPerCaller { get; set; }

    public WhenUnavailable WhenUnavailable { get; set; } = WhenUnavailable.Apologize;

    /// <summary>Said before every greeting, such as "You are talking to an AI, and calls may be transcribed."; empty says nothing.</summary>
    public string? Disclosure { get; set; }

    /// <summary>What a caller hears before the line is closed because a provider stays away.</summary>
    public string FaultApology { get; set; } = LanguageWords.English.Apology;

    /// <summary>IANA id of the time zone of <c>{{time}}</c> and <c>{{date}}</c>; the one that days are counted in.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>What a caller hears who cannot be served.</summary>
    public string Apology { get; set; } = LanguageWords.English.Unavailable;
}
