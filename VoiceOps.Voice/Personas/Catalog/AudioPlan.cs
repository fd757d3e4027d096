namespace VoiceOps.Voice.Personas.Catalog;

/// <summary>Which model hears or speaks a language: pure reckoning over the catalog's rows.</summary>
public static class AudioPlan
{
    /// <summary>A caller does not wait for a fourth refusal.</summary>
    private const int Most = 3;

    /// <summary>
    /// What is asked for, in order: the model that is wanted if it has the language, or is not in the catalog; else one that has it, most like the
    /// one wanted; last of all the one wanted in the provider's own language, because a call that is understood badly is better than none.
    /// </summary>
    public static IReadOnlyList<AudioChoice> Of(IEnumerable<AudioModel> catalog, string provider, string wanted, string language)
    {
        var models = catalog.Where(model => model.Provider == provider).ToList();
        var known = models.Find(model => model.Id == wanted);
        var first = known is null ? language : known.Fit(language);
        var others = Fitting(models, language, wanted).Select(model => new AudioChoice(model.Id, model.Fit(language)));
        return [.. (first is null ? others : others.Prepend(new AudioChoice(wanted, first))).Take(Most - 1), new AudioChoice(wanted, null)];
    }

    /// <summary>Models of a provider that have the language: first those that know the country, then those most like <paramref name="wanted"/>.</summary>
    public static IEnumerable<AudioModel> Fitting(IEnumerable<AudioModel> models, string language, string wanted) => models
        .Where(model => model.Id != wanted && model.Fit(language) is not null)
        .OrderByDescending(model => string.Equals(model.Fit(language), language, StringComparison.OrdinalIgnoreCase))
        .ThenByDescending(model => model.Id.Zip(wanted).TakeWhile(pair => pair.First == pair.Second).Count())
        .ThenBy(model => model.Id, StringComparer.Ordinal);

    /// <summary>Why calls in this language could not be had with a model that was chosen, or with any, and the way out; null when they can.</summary>
    /// <param name="chosen">The persona's own; null takes the configured one, or one that has the language.</param>
    public static string? Problem(IEnumerable<AudioModel> catalog, string provider, string? chosen, string configured, string language)
    {
        var models = catalog.Where(model => model.Provider == provider).ToList();
        var wanted = chosen ?? configured;
        if (models.Find(model => model.Id == wanted) is not { } known || known.Fit(language) is not null)
        {
            return null;
        }

        var others = Fitting(models, language, wanted).Select(model => model.Id).ToList();
        return (others.Count, chosen) switch
        {
            (0, _) => $"{wanted} does not have the language {language}, nor has any other model of the catalog that {Does(provider)}. "
                + "Choose another language, or add a model that has it to the catalog on the page Pricing.",
            (_, null) => null,
            _ => $"{wanted} does not have the language {language}. Choose {string.Join(" or ", others)}, which {(others.Count == 1 ? "has" : "have")} it, or the configured model.",
        };
    }

    private static string Does(string provider) => provider == Usage.ServiceNames.Deepgram ? "hears" : "speaks";
}
