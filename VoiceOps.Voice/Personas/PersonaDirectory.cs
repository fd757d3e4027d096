using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Personas.Versions;

namespace VoiceOps.Voice.Personas;

/// <summary>Finds who answers a number, and who answered a call.</summary>
public sealed class PersonaDirectory(IDbContextFactory<VoiceOpsContext> contexts, PersonaHistory history)
{
    /// <summary>Who answers for a persona's model when it does not: the one chosen, else what the catalog names as its replacement; null when neither is known.</summary>
    public async Task<string?> FallbackOfAsync(Persona persona, CancellationToken cancellationToken)
    {
        if (persona.FallbackModel is not null)
        {
            return persona.FallbackModel;
        }

        await using var context = await contexts.OpenAsync(cancellationToken);
        return await context.CatalogModels.Where(model => model.Id == persona.LlmModel).Select(model => model.Replacement).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>
    /// The persona that the called number is assigned to, else the default one; null when there is none at all. One that is
    /// archived, was never published or cannot be read answers nothing. <see cref="Persona.VersionId"/> is set: the call keeps it.
    /// </summary>
    public async Task<Persona?> ForNumberAsync(string? calledNumber, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        var assigned = await context.PersonaNumbers.Where(row => row.Number == calledNumber).Select(row => (long?)row.PersonaId).SingleOrDefaultAsync(cancellationToken);
        var personas = await context.Personas
            .Where(persona => (persona.Id == assigned || persona.IsDefault) && persona.ArchivedAt == null && !persona.IsUnpublished)
            .OrderByDescending(persona => persona.Id == assigned).ThenBy(persona => persona.Id)
            .ToListAsync(cancellationToken);
        foreach (var persona in personas)
        {
            if (await history.SettleAsync(context, persona, cancellationToken) is { } version)
            {
                return As(persona, version);
            }
        }

        return null;
    }

    /// <summary>The persona as a version has it, whatever was published since; null when there is no such version.</summary>
    public async Task<Persona?> OfVersionAsync(long versionId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        var version = await context.PersonaVersions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == versionId, cancellationToken);
        return version is null ? null
            : As(await context.Personas.AsNoTracking().SingleAsync(row => row.Id == version.PersonaId, cancellationToken), version);
    }

    private static Persona As(Persona persona, PersonaVersion version) => new()
    {
        Id = persona.Id,
        Name = version.Name,
        LlmModel = version.LlmModel,
        FallbackModel = version.FallbackModel,
        SystemPrompt = version.SystemPrompt,
        Greeting = version.Greeting,
        VoiceId = version.VoiceId,
        IsDefault = persona.IsDefault,
        Settings = version.Settings,
        VersionId = version.Id,
        CreatedAt = persona.CreatedAt,
    };
}
