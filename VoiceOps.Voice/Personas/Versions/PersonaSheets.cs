using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Personas.Versions;

/// <summary>
/// Opens personas to be changed, and changes them: each change names the revision it was made on, and one that was
/// overtaken by another's changes nothing.
/// </summary>
public sealed class PersonaSheets(IDbContextFactory<VoiceOpsContext> contexts, PersonaHistory history)
{
    /// <summary>Null when there is no such persona.</summary>
    public async Task<PersonaSheet?> FindAsync(long personaId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        return await OpenAsync(context, personaId, cancellationToken) is null ? null : await ReadAsync(context, personaId, cancellationToken);
    }

    /// <summary>Runs <paramref name="change"/>, which returns a problem in words or null, in one transaction that fails as a whole.</summary>
    internal async Task<DesignResult> ChangeAsync(
        long personaId, int revision, Func<VoiceOpsContext, Persona, Task<DesignResult?>> change, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        if (await OpenAsync(context, personaId, cancellationToken) is null)
        {
            return DesignResult.Refused("This persona does not exist any more.");
        }

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.ChangeTracker.Clear();
        var persona = await context.Personas.SingleAsync(row => row.Id == personaId, cancellationToken);
        if (persona.Revision != revision)
        {
            return DesignResult.Overtaken(await ReadAsync(context, personaId, cancellationToken));
        }

        persona.Revision++;
        try
        {
            if (await change(context, persona) is { } refusal)
            {
                return refusal;
            }

            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Where transactions do not wait for each other, the database tells who came second.
            await transaction.RollbackAsync(cancellationToken);
            var now = await ReadAsync(context, personaId, cancellationToken);
            if (now.Revision != revision)
            {
                return DesignResult.Overtaken(now);
            }

            throw;
        }

        return DesignResult.Done(await ReadAsync(context, personaId, cancellationToken));
    }

    private async Task<Persona?> OpenAsync(VoiceOpsContext context, long personaId, CancellationToken cancellationToken)
    {
        var persona = await context.Personas.SingleOrDefaultAsync(row => row.Id == personaId, cancellationToken);
        if (persona is { IsUnpublished: false })
        {
            await history.SettleAsync(context, persona, cancellationToken);
        }

        return persona;
    }

    private static async Task<PersonaSheet> ReadAsync(VoiceOpsContext context, long personaId, CancellationToken cancellationToken)
    {
        var persona = await context.Personas.AsNoTracking().SingleAsync(row => row.Id == personaId, cancellationToken);
        var versions = await context.PersonaVersions.AsNoTracking()
            .Where(row => row.PersonaId == personaId && (row.State == VersionState.Draft || row.Id == persona.VersionId))
            .ToListAsync(cancellationToken);
        return new PersonaSheet
        {
            PersonaId = personaId,
            Revision = persona.Revision,
            IsDefault = persona.IsDefault,
            ArchivedAt = persona.ArchivedAt,
            Published = versions.SingleOrDefault(version => version.State == VersionState.Published),
            Draft = versions.SingleOrDefault(version => version.State == VersionState.Draft),
            Numbers = await context.PersonaNumbers.Where(row => row.PersonaId == personaId).Select(row => row.Number).OrderBy(number => number).ToListAsync(cancellationToken),
        };
    }
}
