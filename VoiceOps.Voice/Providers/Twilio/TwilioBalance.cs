using System.Globalization;
using Twilio.Rest.Api.V2010.Account;

namespace VoiceOps.Voice.Providers.Twilio;

// {"account_sid":"AC..","balance":"0.05","currency":"USD"}
internal sealed record TwilioBalance
{
    public required decimal Balance { get; init; }

    public required string Currency { get; init; }

    public static TwilioBalance From(BalanceResource told) => new()
    {
        Balance = decimal.Parse(told.Balance, NumberStyles.Float, CultureInfo.InvariantCulture),
        Currency = told.Currency ?? throw new FormatException("The balance has no currency."),
    };
}
