using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Personas.Catalog;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Personas.Versions;

/// <summary>What designers do to versions: begin, save, publish, go back. The next call is answered with what was published last.</summary>
public sealed class PersonaDesigner(IDbContextFactory<VoiceOpsContext> contexts, PersonaSheets sheets, TimeProvider time, AudioModels? audio = null)
{
    /// <summary>A new persona, whose first version is a draft: it answers nothing until that is published.</summary>
    public async Task<DesignResult> CreateAsync(PersonaDesign design, string author, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        if (await RefusalAsync(context, null, design, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcTime();
        var persona = new Persona
        {
            Name = design.Name,
            LlmModel = design.LlmModel,
            SystemPrompt = design.SystemPrompt,
            Greeting = design.Greeting,
            IsDefault = false,
            IsUnpublished = true,
            CreatedAt = now,
        };
        persona.Take(design);
        context.Add(persona);
        await context.SaveChangesAsync(cancellationToken);
        context.Add(NewVersion(persona.Id, 1, design, author));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return DesignResult.Done((await sheets.FindAsync(persona.Id, cancellationToken))!);
    }

    /// <summary>Keeps the work without putting it on the line. <paramref name="beside"/> leaves the draft that is there in the history, for it is another's.</summary>
    public Task<DesignResult> SaveAsync(long personaId, int revision, PersonaDesign design, string author, bool beside, CancellationToken cancellationToken) =>
        sheets.ChangeAsync(personaId, revision, async (context, persona) =>
        {
            if (await RefusalAsync(context, persona, design, cancellationToken) is { } refusal)
            {
                return refusal;
            }

            await DraftAsync(context, persona, design, author, beside, cancellationToken);
            return null;
        }, cancellationToken);

    /// <summary>Saves and puts it on the line: the next call is answered with it.</summary>
    public Task<DesignResult> PublishAsync(
        long personaId, int revision, PersonaDesign design, string author, string? note, bool beside, CancellationToken cancellationToken) =>
        sheets.ChangeAsync(personaId, revision, async (context, persona) =>
        {
            if ((await LineRefusalAsync(persona, design, cancellationToken) ?? await RefusalAsync(context, persona, design, cancellationToken)) is { } refusal)
            {
                return refusal;
            }

            var draft = await DraftAsync(context, persona, design, author, beside, cancellationToken);
            await PublishAsync(context, persona, draft, note, cancellationToken);
            return null;
        }, cancellationToken);

    /// <summary>Publishes an earlier version's content again, as a new version. A draft stays as it is.</summary>
    public Task<DesignResult> RollBackAsync(long personaId, int revision, long versionId, string author, string? note, CancellationToken cancellationToken) =>
        sheets.ChangeAsync(personaId, revision, async (context, persona) =>
        {
            var earlier = await context.PersonaVersions.SingleOrDefaultAsync(row => row.Id == versionId && row.PersonaId == personaId, cancellationToken);
            if (earlier is null)
            {
                return DesignResult.Refused("There is no such version.");
            }

            var design = PersonaDesign.Of(earlier);
            if ((await LineRefusalAsync(persona, design, cancellationToken) ?? await RefusalAsync(context, persona, design, cancellationToken)) is { } refusal)
            {
                return refusal;
            }

            var next = NewVersion(personaId, await PersonaHistory.NextNumberAsync(context, personaId, cancellationToken), design, author);
            next.State = VersionState.Published;
            next.PublishedAt = next.SavedAt;
            next.Note = Blank(note) ?? $"Back to version {earlier.Number}.";
            context.Add(next);
            await context.SaveChangesAsync(cancellationToken);
            PutOnTheLine(persona, next);
            return null;
        }, cancellationToken);

    /// <summary>Sets the draft aside: what is published is worked on from there. The draft stays in the history.</summary>
    public Task<DesignResult> DiscardAsync(long personaId, int revision, CancellationToken cancellationToken) =>
        sheets.ChangeAsync(personaId, revision, async (context, persona) =>
        {
            var draft = await context.PersonaVersions.SingleOrDefaultAsync(row => row.PersonaId == personaId && row.State == VersionState.Draft, cancellationToken);
            if (draft is null || persona.IsUnpublished)
            {
                return DesignResult.Refused(draft is null ? "There is no draft." : "This persona has nothing but its draft. Archive it instead.");
            }

            draft.State = VersionState.SetAside;
            return null;
        }, cancellationToken);

    private async Task<PersonaVersion> DraftAsync(
        VoiceOpsContext context, Persona persona, PersonaDesign design, string author, bool beside, CancellationToken cancellationToken)
    {
        var draft = await context.PersonaVersions.SingleOrDefaultAsync(row => row.PersonaId == persona.Id && row.State == VersionState.Draft, cancellationToken);
        // Another's draft is not written over, though it may be published as it is.
        if (draft is not null && (beside || (draft.Author != author && !PersonaDesign.Of(draft).IsSameAs(design))))
        {
            draft.State = VersionState.SetAside;
            // Before the next one: a persona has one draft at most.
            await context.SaveChangesAsync(cancellationToken);
            draft = null;
        }

        if (draft is null)
        {
            draft = NewVersion(persona.Id, await PersonaHistory.NextNumberAsync(context, persona.Id, cancellationToken), design, author);
            context.Add(draft);
        }

        draft.Take(design);
        (draft.Author, draft.SavedAt) = (author, time.GetUtcTime());
        if (persona.IsUnpublished)
        {
            persona.Take(design);
        }

        return draft;
    }

    private async Task PublishAsync(VoiceOpsContext context, Persona persona, PersonaVersion draft, string? note, CancellationToken cancellationToken)
    {
        (draft.State, draft.PublishedAt, draft.Note) = (VersionState.Published, time.GetUtcTime(), Blank(note));
        // The row's new version needs its id.
        await context.SaveChangesAsync(cancellationToken);
        PutOnTheLine(persona, draft);
    }

    private static void PutOnTheLine(Persona persona, PersonaVersion version)
    {
        persona.Take(PersonaDesign.Of(version));
        (persona.VersionId, persona.IsUnpublished) = (version.Id, false);
    }

    private PersonaVersion NewVersion(long personaId, int number, PersonaDesign design, string author)
    {
        var now = time.GetUtcTime();
        var version = new PersonaVersion
        {
            PersonaId = personaId,
            Number = number,
            State = VersionState.Draft,
            Author = author,
            CreatedAt = now,
            SavedAt = now,
            Name = design.Name,
            LlmModel = design.LlmModel,
            SystemPrompt = design.SystemPrompt,
            Greeting = design.Greeting,
        };
        version.Take(design);
        return version;
    }

    /// <summary>What may be kept, and cannot answer calls.</summary>
    private async Task<DesignResult?> LineRefusalAsync(Persona persona, PersonaDesign design, CancellationToken cancellationToken)
    {
        if (persona.ArchivedAt is not null)
        {
            return DesignResult.Refused("An archived persona answers no calls. Restore it first.");
        }

        if (string.IsNullOrWhiteSpace(design.SystemPrompt))
        {
            return DesignResult.Refused("Without a prompt the model does not know who it is and what to do. Write one first.", nameof(PersonaDesign.SystemPrompt));
        }

        return audio is not null && await audio.ProblemAsync(design.Settings, cancellationToken) is var (problem, field)
            ? DesignResult.Refused(problem, field)
            : null;
    }

    /// <summary>What the tables would refuse, said before they do, in words.</summary>
    private static async Task<DesignResult?> RefusalAsync(VoiceOpsContext context, Persona? persona, PersonaDesign design, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(design.Name))
        {
            return DesignResult.Refused("Give it a name.", nameof(PersonaDesign.Name));
        }

        // Compared here: SQLite knows the case of English letters alone.
        var others = await context.Personas.Where(row => persona == null || row.Id != persona.Id).Select(row => row.Name).ToListAsync(cancellationToken);
        if (others.Contains(design.Name, StringComparer.OrdinalIgnoreCase))
        {
            return DesignResult.Refused($"Another persona is called {design.Name}. Names tell personas apart, archived ones too.", nameof(PersonaDesign.Name));
        }

        foreach (var (model, field) in new[] { (design.LlmModel, nameof(PersonaDesign.LlmModel)), (design.FallbackModel, nameof(PersonaDesign.FallbackModel)) })
        {
            if (model is not null && !await context.CatalogModels.AnyAsync(row => row.Id == model, cancellationToken))
            {
                return DesignResult.Refused($"{model} is not in the catalog. Choose one that is.", field);
            }
        }

        return null;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
