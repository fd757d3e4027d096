using System.Globalization;

namespace VoiceOps.Voice.Pricing.Versions;

/// <summary>One act on the rate card: who did what to which rate, when and why. Append-only.</summary>
public sealed class RateChange
{
    public long Id { get; init; }

    public required string Service { get; init; }

    public required string Operation { get; init; }

    public string? Model { get; init; }

    /// <summary><c>set</c>, <c>ended</c> or <c>cancelled</c></summary>
    public required string Action { get; init; }

    /// <summary>The moment from which the act counts: in the past, now or to come.</summary>
    public required DateTime EffectiveFrom { get; init; }

    /// <summary>What would have been in force from that moment without the act; null with no rate.</summary>
    public decimal? BeforeUnitPrice { get; init; }

    public string? BeforePricingType { get; init; }

    public int? BeforeIncrementSeconds { get; init; }

    public string? BeforeOrigin { get; init; }

    /// <summary>What is in force from that moment with it; null with no rate.</summary>
    public decimal? AfterUnitPrice { get; init; }

    public string? AfterPricingType { get; init; }

    public int? AfterIncrementSeconds { get; init; }

    public string? AfterOrigin { get; init; }

    public required string ChangedBy { get; init; }

    public required string Reason { get; init; }

    public required DateTime ChangedAt { get; init; }

    public RateKey Key => new(Service, Operation, Model);

    public RateTerms? Before => TermsOf(BeforeUnitPrice, BeforePricingType, BeforeIncrementSeconds, BeforeOrigin);

    public RateTerms? After => TermsOf(AfterUnitPrice, AfterPricingType, AfterIncrementSeconds, AfterOrigin);

    /// <summary>For somebody who looked at the rate before: who did what meanwhile.</summary>
    internal string InWords() => string.Create(CultureInfo.InvariantCulture, $"{ChangedBy} changed this rate at {ChangedAt:HH:mm:ss} UTC, after you opened it: ")
        + string.Create(CultureInfo.InvariantCulture, $"{(After is { } after ? $"${after.UnitPrice} {after.PricingType.Replace('_', ' ')}" : "no rate")} from {EffectiveFrom:yyyy-MM-dd HH:mm} UTC on ({Reason}).");

    internal static RateChange Of(RateKey key, string action, DateTime from, RateTerms? before, RateTerms? after, Signature signature, DateTime at) => new()
    {
        Service = key.Service,
        Operation = key.Operation,
        Model = key.Model,
        Action = action,
        EffectiveFrom = from,
        BeforeUnitPrice = before?.UnitPrice,
        BeforePricingType = before?.PricingType,
        BeforeIncrementSeconds = before?.IncrementSeconds,
        BeforeOrigin = before?.Origin,
        AfterUnitPrice = after?.UnitPrice,
        AfterPricingType = after?.PricingType,
        AfterIncrementSeconds = after?.IncrementSeconds,
        AfterOrigin = after?.Origin,
        ChangedBy = signature.By,
        Reason = signature.Reason,
        ChangedAt = at,
    };

    private static RateTerms? TermsOf(decimal? price, string? pricingType, int? increment, string? origin) => price is not { } unitPrice ? null : new RateTerms
    {
        UnitPrice = unitPrice,
        PricingType = pricingType!,
        IncrementSeconds = increment,
        Origin = origin!,
    };
}
