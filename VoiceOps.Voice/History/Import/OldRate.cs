using System.Text.RegularExpressions;
using VoiceOps.Voice.Pricing;

namespace VoiceOps.Voice.History.Import;

/// <summary>A rate of the old system, brought to this one's units.</summary>
internal sealed partial record OldRate
{
    public required ImportRecord Record { get; init; }

    public required RateKey Key { get; init; }

    /// <summary>Dollars a minute, a character or a token.</summary>
    public required decimal UnitPrice { get; init; }

    public required string PricingType { get; init; }

    public int? IncrementSeconds { get; init; }

    public required DateTime EffectiveFrom { get; init; }

    public DateTime? EffectiveTo { get; init; }

    public static OldRate? Read(ImportRecord record, OtherNames map, ImportProblems problems)
    {
        var fields = new FieldReader(record, problems);
        var service = OldNames.Service(fields);
        var price = fields.NotNegative("unit_price");
        if (price is null && fields.IsGood)
        {
            fields.Problem("unit_price is missing.");
        }

        var (type, per) = Unit(fields.Text("pricing_type"), service);
        if (type is null)
        {
            fields.Problem($"pricing_type is \"{fields.Text("pricing_type")}\"; per_minute, per_second, per_character, per_1k_characters, per_token, per_1k_tokens and per_1m_tokens are known.");
        }
        else if (service is not null && !Pricing.PricingType.Fits(type, service))
        {
            fields.Problem($"What {service} does cannot be priced {type}.");
        }

        var increment = fields.NotNegative("increment_seconds");
        if (increment is not null && (increment < 1 || increment > int.MaxValue || increment != decimal.Truncate(increment.Value)))
        {
            fields.Problem($"increment_seconds is {fields.Text("increment_seconds")}; whole seconds, 1 or more, are expected.");
        }

        var rate = new OldRate
        {
            Record = record,
            Key = new RateKey(service ?? "", fields.Text("operation") is { } operation ? map.OperationOf(operation) : RateKey.DefaultOperation, fields.Text("model")),
            UnitPrice = (price ?? 0) * per,
            PricingType = type ?? "",
            IncrementSeconds = fields.IsGood ? (int?)increment : null,
            EffectiveFrom = IsSinceEver(fields.Text("effective_from")) ? DateTime.UnixEpoch : fields.Moment("effective_from") ?? DateTime.UnixEpoch,
            EffectiveTo = fields.Moment("effective_to"),
        };
        if (rate.EffectiveTo <= rate.EffectiveFrom)
        {
            fields.Problem("effective_to is not after effective_from.");
        }

        if (rate.UnitPrice > Rate.HighestUnitPrice)
        {
            fields.Problem($"unit_price is {fields.Text("unit_price")}; more than ${Rate.HighestUnitPrice} a unit is surely a slip.");
        }

        return fields.IsGood ? rate : null;
    }

    /// <summary>Rates without a beginning are written so, here too; any other time of before 2000 is a slip.</summary>
    private static bool IsSinceEver(string? text) => text is not null && SinceEver().IsMatch(text);

    /// <summary>The unit here and what one of the old one is of it: a price per 1,000 tokens is 0.001 of it a token.</summary>
    private static (string? Type, decimal Per) Unit(string? text, string? service) => ImportNames.Snake(text ?? "") switch
    {
        "" => (service is null ? null : Pricing.PricingType.Of(service), 1),
        "per_minute" => (Pricing.PricingType.PerMinute, 1),
        "per_second" => (Pricing.PricingType.PerMinute, 60),
        "per_character" => (Pricing.PricingType.PerCharacter, 1),
        "per_1k_characters" => (Pricing.PricingType.PerCharacter, 0.001m),
        "per_token" => (Pricing.PricingType.PerToken, 1),
        "per_1k_tokens" => (Pricing.PricingType.PerToken, 0.001m),
        "per_1m_tokens" => (Pricing.PricingType.PerToken, 0.000001m),
        _ => (null, 1),
    };

    [GeneratedRegex(@"^1970-01-01([T ]00:00(:00(\.0+)?)?)?( ?(Z|UTC|\+00(:?00)?))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex SinceEver();
}
