using System.Globalization;
using Twilio.Rest.Api.V2010.Account;

namespace VoiceOps.Voice.Providers.Twilio;

/// <summary>What a call came to, as <c>GET …/Calls/{sid}.json</c> tells it; every field may be null.</summary>
// {"sid":"CA..","status":"completed","duration":"4","price":"-0.200","price_unit":"USD","end_time":"Fri, 18 Oct 2019 17:03:00 +0000",...}
internal sealed record TwilioCall
{
    /// <summary>Null for a call that was never answered.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>Negative, and of the connection alone: Media Streams are not in it. Null is "not known yet", never 0.</summary>
    public decimal? Price { get; init; }

    /// <summary>ISO 4217, upper case.</summary>
    public string? PriceUnit { get; init; }

    public static TwilioCall From(CallResource told) => new()
    {
        DurationSeconds = int.TryParse(told.Duration, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null,
        Price = told.Price is { } price ? decimal.Parse(price, NumberStyles.Float, CultureInfo.InvariantCulture) : null,
        PriceUnit = told.PriceUnit,
    };
}
