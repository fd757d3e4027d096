using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Pricing;

/// <summary>Turns the settings' fallback list into rates, or names what is wrong with it.</summary>
internal static class FallbackRates
{
    public static IReadOnlyDictionary<RateKey, AppliedRate> Parse(PricingOptions options) =>
        options.Fallback.Select(Read).Where(entry => entry.Rate is not null).ToDictionary(entry => entry.Key, entry => entry.Rate!);

    public static IEnumerable<string> Problems(PricingOptions options)
    {
        var seen = new HashSet<RateKey>();
        for (var index = 0; index < options.Fallback.Count; index++)
        {
            var (key, _, problem) = Read(options.Fallback[index]);
            problem ??= seen.Add(key) ? null : $"names {key} a second time";
            if (problem is not null)
            {
                yield return $"{PricingOptions.Section}:{nameof(PricingOptions.Fallback)}:{index} {problem}.";
            }
        }
    }

    private static (RateKey Key, AppliedRate? Rate, string? Problem) Read(FallbackRate entry)
    {
        if (!RateKey.TryParse(entry.Key, entry.Model, out var key))
        {
            return (key, null, $"needs a Key such as \"twilio:voice\" or \"cerebras:prompt\" with a Model; it has \"{entry.Key}\"");
        }

        if (key.Service == "cerebras" && key.Model is null)
        {
            return (key, null, $"({key}) needs a Model: an unknown model is unpriced, not guessed");
        }

        if (ExactNumber.Read(entry.Price, out var problem) is not { } price || price < 0)
        {
            return (key, null, $"({key}) needs a Price in dollars such as \"0.014\"; it has \"{entry.Price}\"{(problem is null or ExactNumber.NoNumber ? "" : $": {problem}")}");
        }

        if (price > Rate.HighestUnitPrice)
        {
            return (key, null, $"({key}) needs a Price of {Rate.HighestUnitPrice} dollars a unit at most; it has \"{entry.Price}\"");
        }

        if (!PricingType.All.Contains(entry.Type))
        {
            return (key, null, $"({key}) needs a Type, one of {string.Join(", ", PricingType.All)}; it has \"{entry.Type}\"");
        }

        if (!PricingType.Fits(entry.Type, key.Service))
        {
            return (key, null, $"({key}) needs the Type {PricingType.Of(key.Service)}: what {key.Service} does cannot be priced {entry.Type}");
        }

        if (entry.IncrementSeconds < 1)
        {
            return (key, null, $"({key}) needs an IncrementSeconds of 1 or more, or none; it has {entry.IncrementSeconds}");
        }

        return (key, new AppliedRate
        {
            UnitPrice = price,
            PricingType = entry.Type!,
            IncrementSeconds = entry.IncrementSeconds,
            Source = PricingSource.Fallback,
        }, null);
    }
}
