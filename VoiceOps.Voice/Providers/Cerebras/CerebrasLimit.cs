using System.Globalization;

namespace VoiceOps.Voice.Providers.Cerebras;

/// <summary>One limit: how much there is, how much is left, and when it is whole again.</summary>
public sealed record CerebrasLimit
{
    // No limit counts for longer than a day.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public required long Limit { get; init; }

    public required long Remaining { get; init; }

    public TimeSpan? ResetsIn { get; init; }

    // x-ratelimit-limit-requests-day: 14400, x-ratelimit-remaining-requests-day: 14399, x-ratelimit-reset-requests-day: 33011.382867
    internal static CerebrasLimit? Read(Func<string, string?> header, string what)
    {
        return Number("limit") is { } limit && Number("remaining") is { } remaining
            ? new CerebrasLimit { Limit = (long)limit, Remaining = (long)remaining, ResetsIn = ToldWait.Seconds(Text("reset"), Longest) }
            : null;

        string? Text(string kind) => header($"x-ratelimit-{kind}-{what}");

        decimal? Number(string kind) => Parse(Text(kind));
    }

    // Beyond this it is no limit.
    private static decimal? Parse(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= 1_000_000_000_000 ? value : null;
}
