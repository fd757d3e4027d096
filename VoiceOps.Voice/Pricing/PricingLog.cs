using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.Pricing;

internal static partial class PricingLog
{
    [LoggerMessage(EventId = 6001, Level = LogLevel.Information, Message = "Rate {Rate} {Action}: {UnitPrice} from {EffectiveFrom:u}, by {ChangedBy}: {Reason}")]
    public static partial void RateChanged(this ILogger logger, string rate, string action, decimal? unitPrice, DateTime effectiveFrom, string changedBy, string reason);
}
