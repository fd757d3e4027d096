using System.Globalization;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Pricing;

/// <summary>How a rate reads: what it is for, what it is per, what it is billed by.</summary>
public static class RateWords
{
    public static RateKey Key(RateUsage rate) => new(rate.Service, rate.Operation, rate.Model);

    public static string Subject(RateUsage rate) => Subject(Key(rate));

    public static string Subject(RateKey key) => (key.Operation, key.Model) switch
    {
        (RateKey.DefaultOperation, { } model) => model,
        (RateKey.DefaultOperation, null) => "anything else",
        (var operation, { } model) => $"{model} · {operation}",
        var (operation, _) => operation,
    };

    public static string Unit(string? pricingType) => pricingType is null ? "" : "per " + PricingType.RateUnit(pricingType);

    public static string BilledBy(RateUsage rate) => BilledBy(rate.PricingType, rate.IncrementSeconds);

    public static string BilledBy(string? pricingType, int? incrementSeconds) => (pricingType, incrementSeconds) switch
    {
        (null, _) => "",
        (PricingType.PerMinute, 60) => "started minute",
        (PricingType.PerMinute, 1) => "started second",
        (PricingType.PerMinute, { } seconds) => $"started {Figures.Count(seconds)} s",
        (PricingType.PerMinute, null) => "second, exact",
        (PricingType.PerCharacter, _) => "character sent",
        _ => "token",
    };

    /// <summary>Usage in the unit of its rate where that is a matter of seconds and minutes, so that rate and usage can be multiplied.</summary>
    public static (string Amount, string Unit) Usage(RateUsage rate) => Usage(rate.UsageUnit, rate.Usage);

    public static (string Amount, string Unit) Usage(string usageUnit, decimal usage) => usageUnit switch
    {
        UsageUnits.Seconds => (Figures.Fixed(usage / 60, 1), "min"),
        UsageUnits.Minutes => (Figures.Fixed(usage, 1), "min"),
        UsageUnits.Characters => (Figures.Quantity(usage, 0), "chr"),
        UsageUnits.Tokens => (Figures.Quantity(usage, 0), "tok"),
        var unit => (Figures.Quantity(usage, 2), unit),
    };

    /// <summary>All terms in one line, such as <c>$0.014 per minute, started minute, list</c>.</summary>
    public static string Terms(RateTerms? terms) => terms is null
        ? "no rate"
        : $"{Figures.Rate(terms.UnitPrice)} {Unit(terms.PricingType)}, {BilledBy(terms.PricingType, terms.IncrementSeconds)}, {terms.Origin}";

    /// <summary>The moment from which a rate counts; the reference rates have no beginning.</summary>
    public static string Since(DateTime from) => from == DateTime.UnixEpoch
        ? "the start"
        : from.ToString(from.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Null when nothing that was used has a price.</summary>
    public static Money? Cost(RateUsage rate) => rate is { UnpricedEvents: > 0, Cost.Nanos: 0 } ? null : rate.Cost;

    public static (string Word, string Color, string Sentence) Source(string source) => source switch
    {
        PricingSource.RateCard => ("rate card", "emerald", "A row of the rate card prices this."),
        PricingSource.Fallback =>
            ("fallback", "rose", "The rate card has no row; the setting Pricing:Fallback prices this. Give it a rate to put it on the card."),
        PricingSource.Free => ("free", "cyan", "A row of the rate card says that this costs nothing."),
        _ => ("unpriced", "rose", "Neither the rate card nor the fallback knows a price: totals leave this out."),
    };
}
