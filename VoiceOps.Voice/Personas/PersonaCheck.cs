using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;

namespace VoiceOps.Voice.Personas;

/// <summary>Warns at start of personas whose calls will fail or cost what nobody sees, while there is no page that shows it.</summary>
internal sealed class PersonaCheck(IDbContextFactory<VoiceOpsContext> contexts, RateCards rateCards, TimeProvider time, ILogger<PersonaCheck> logger) : IHostedService
{
    private const string NoReplacement = "none known";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcTime();
        var card = await rateCards.LoadAsync(context, now, cancellationToken);
        var personas = await context.Personas.AsNoTracking()
            .Join(context.CatalogModels, persona => persona.LlmModel, model => model.Id, (persona, model) => new { persona.Name, Model = model })
            .OrderBy(persona => persona.Name)
            .ToListAsync(cancellationToken);
        foreach (var persona in personas)
        {
            Warn(persona.Name, persona.Model, card, now);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Warn(string persona, CatalogModel model, RateCard card, DateTime now)
    {
        var replacement = model.Replacement ?? NoReplacement;
        if (model.WithdrawnOn is { } withdrawnOn && withdrawnOn <= now)
        {
            logger.ModelWithdrawn(persona, model.Id, model.Provider, withdrawnOn, replacement);
        }

        string[] operations = [OperationNames.Prompt, OperationNames.Completion];
        var missing = operations.Where(operation => card.Find(model.Provider, operation, model.Id) is null)
            .Select(operation => new RateKey(model.Provider, operation, model.Id).ToString()).ToList();
        if (missing.Count > 0)
        {
            logger.ModelUnpriced(persona, model.Id, string.Join(" and ", missing), replacement);
        }
    }
}
