using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Personas.Versions;

/// <summary>
/// Keeps the history whole. A persona's row may be written by anybody with a database client; what calls are answered with
/// is a version all the same, so a row that differs from its version becomes the next one before it is used.
/// </summary>
public sealed class PersonaHistory(IDbContextFactory<VoiceOpsContext> contexts, TimeProvider time) : IHostedService
{
    private const string Outside = "outside the designer";

    /// <summary>Personas from before there were versions, and those changed while the program was down.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        foreach (var persona in await context.Personas.Where(persona => !persona.IsUnpublished).ToListAsync(cancellationToken))
        {
            await SettleAsync(context, persona, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// The version that a published persona's row stands for, made when there is none. Of a row whose settings cannot be read it is the one that was
    /// published last; null when nothing that can be read was.
    /// </summary>
    internal async Task<PersonaVersion?> SettleAsync(VoiceOpsContext context, Persona persona, CancellationToken cancellationToken)
    {
        var version = await context.PersonaVersions.SingleOrDefaultAsync(row => row.Id == persona.VersionId, cancellationToken);
        if (persona.Settings.Problem is not null)
        {
            return version is { Settings.Problem: null } ? version : null;
        }

        if (version is not null && PersonaDesign.Of(version).IsSameAs(PersonaDesign.Of(persona)))
        {
            return version;
        }

        var now = time.GetUtcTime();
        var next = new PersonaVersion
        {
            PersonaId = persona.Id,
            Number = await NextNumberAsync(context, persona.Id, cancellationToken),
            State = VersionState.Published,
            Note = version is null ? null : "Changed outside the designer.",
            Author = Outside,
            CreatedAt = version is null ? persona.CreatedAt : now,
            SavedAt = version is null ? persona.CreatedAt : now,
            PublishedAt = version is null ? persona.CreatedAt : now,
            Name = persona.Name,
            LlmModel = persona.LlmModel,
            SystemPrompt = persona.SystemPrompt,
            Greeting = persona.Greeting,
        };
        next.Take(PersonaDesign.Of(persona));
        return await AddAsync(context, persona, next, cancellationToken);
    }

    internal static async Task<int> NextNumberAsync(VoiceOpsContext context, long personaId, CancellationToken cancellationToken) =>
        1 + (await context.PersonaVersions.Where(row => row.PersonaId == personaId).MaxAsync(row => (int?)row.Number, cancellationToken) ?? 0);

    private static async Task<PersonaVersion> AddAsync(VoiceOpsContext context, Persona persona, PersonaVersion version, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Add(version);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            persona.VersionId = version.Id;
            persona.Revision++;
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return version;
        }
        catch (DbUpdateException exception)
        {
            // Two calls at once, or a designer who publishes just now: whoever was first has made it.
            await transaction.RollbackAsync(cancellationToken);
            context.ChangeTracker.Clear();
            var current = await context.Personas.AsNoTracking().SingleAsync(row => row.Id == persona.Id, cancellationToken);
            return await context.PersonaVersions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == current.VersionId, cancellationToken)
                ?? throw new InvalidOperationException($"Persona {persona.Name} has no version and none could be made.", exception);
        }
    }
}
