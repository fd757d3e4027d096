using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Providers.Cerebras;

/// <summary>What Cerebras last said is left of its limits: it tells with every answer, in headers, and nowhere else.</summary>
public sealed class CerebrasQuota(TimeProvider time)
{
    private CerebrasLimits? _last;

    /// <summary>Null before the first answer that tells any.</summary>
    public CerebrasLimits? Last => Volatile.Read(ref _last);

    internal void Read(Func<string, string?> header)
    {
        var requests = CerebrasLimit.Read(header, "requests-day");
        var tokens = CerebrasLimit.Read(header, "tokens-minute");
        if (requests is not null || tokens is not null)
        {
            Volatile.Write(ref _last, new CerebrasLimits { RequestsOfDay = requests, TokensOfMinute = tokens, ToldAt = time.GetUtcTime() });
        }
    }
}
