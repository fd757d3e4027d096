using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Personas.Catalog;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Personas;

/// <summary>Finds what is wrong with the models of personas before a call finds it: withdrawn, missing at the provider, without a price.</summary>
public sealed class PersonaWarnings(IDbContextFactory<VoiceOpsContext> contexts, RateCards rateCards, TimeProvider time)
{
    private static readonly string[] Operations = [OperationNames.Prompt, OperationNames.Completion];

    public async Task<IReadOnlyList<PersonaWarning>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        var now = time.GetUtcTime();
        var card = await rateCards.LoadAsync(context, now, cancellationToken);
        var models = await context.CatalogModels.AsNoTracking().ToDictionaryAsync(model => model.Id, cancellationToken);
        // Only those that answer calls; the others are told when they are opened.
        var personas = await context.Personas.AsNoTracking().Where(persona => persona.ArchivedAt == null && !persona.IsUnpublished).OrderBy(persona => persona.Name)
            .Select(persona => new { persona.Name, persona.LlmModel, persona.FallbackModel })
            .ToListAsync(cancellationToken);
        return [.. personas
            .SelectMany(persona => new[] { persona.LlmModel, persona.FallbackModel }.OfType<string>().Distinct(), (persona, model) => (persona.Name, Model: models.GetValueOrDefault(model)))
            .Where(use => use.Model is not null)
            .SelectMany(use => Of(use.Name, use.Model!, card, now))];
    }

    private static IEnumerable<PersonaWarning> Of(string persona, CatalogModel model, RateCard card, DateTime now)
    {
        switch (model.StateAt(now))
        {
            case ModelState.Withdrawn:
                yield return New(PersonaWarningKind.ModelWithdrawn) with { Since = model.WithdrawnOn };
                break;
            case ModelState.Missing:
                yield return New(PersonaWarningKind.ModelMissing) with { Since = model.MissingSince };
                break;
        }

        var missing = Operations.Where(operation => card.Find(model.Provider, operation, model.Id) is null)
            .Select(operation => new RateKey(model.Provider, operation, model.Id).ToString()).ToList();
        if (missing.Count > 0)
        {
            yield return New(PersonaWarningKind.ModelUnpriced) with { MissingRates = string.Join(" and ", missing) };
        }

        PersonaWarning New(PersonaWarningKind kind) => new()
        {
            Kind = kind,
            Persona = persona,
            Model = model.Id,
            Provider = model.Provider,
            Replacement = model.Replacement,
        };
    }
}
