using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Personas;

/// <summary>Finds who answers a number.</summary>
public sealed class PersonaDirectory(IDbContextFactory<VoiceOpsContext> contexts)
{
    /// <summary>Who answers for a persona's model when it does not: the one chosen, else what the catalog names as its replacement; null when neither is known.</summary>
    public async Task<string?> FallbackOfAsync(Persona persona, CancellationToken cancellationToken)
    {
        if (persona.FallbackModel is not null)
        {
            return persona.FallbackModel;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.CatalogModels.Where(model => model.Id == persona.LlmModel).Select(model => model.Replacement).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The persona that the called number is assigned to, else the default one; null when there is none at all.</summary>
    public async Task<Persona?> ForNumberAsync(string? calledNumber, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var assigned = await context.PersonaNumbers.Where(row => row.Number == calledNumber).Select(row => (long?)row.PersonaId).SingleOrDefaultAsync(cancellationToken);
        return await context.Personas.AsNoTracking()
            .Where(persona => persona.Id == assigned || persona.IsDefault)
            .OrderByDescending(persona => persona.Id == assigned).ThenBy(persona => persona.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }
}
