using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Personas.Catalog;

/// <summary>Reads and edits the catalog of models. Rows stay: their calls stay priced, and a persona may still name them.</summary>
public sealed class ModelCatalog(IDbContextFactory<VoiceOpsContext> contexts, TimeProvider time)
{
    public async Task<IReadOnlyList<CatalogEntry>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        var now = time.GetUtcTime();
        var personas = await context.Personas.AsNoTracking().OrderBy(persona => persona.Name)
            .Select(persona => new { persona.Name, persona.LlmModel, persona.FallbackModel }).ToListAsync(cancellationToken);
        var models = await context.CatalogModels.AsNoTracking().OrderBy(model => model.Provider).ThenBy(model => model.Id).ToListAsync(cancellationToken);
        return [.. models.Select(model => new CatalogEntry
        {
            Model = model,
            State = model.StateAt(now),
            Personas = [.. personas.Where(persona => persona.LlmModel == model.Id).Select(persona => persona.Name)
                .Concat(personas.Where(persona => persona.FallbackModel == model.Id && persona.LlmModel != model.Id).Select(persona => $"{persona.Name} (fallback)"))],
        })];
    }

    /// <summary>Adds a model. Returns the problem, in words for the one who typed it, or null when it is done.</summary>
    public async Task<string?> AddAsync(CatalogModel model, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        if (await ProblemAsync(context, model, cancellationToken) is { } problem)
        {
            return problem;
        }

        if (await context.CatalogModels.AnyAsync(row => row.Id == model.Id, cancellationToken))
        {
            return $"The catalog has {model.Id} already.";
        }

        context.Add(model);
        await context.SaveChangesAsync(cancellationToken);
        return null;
    }

    /// <summary>Changes a model's name, end and replacement; its id and provider stay.</summary>
    public async Task<string?> ChangeAsync(CatalogModel edited, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        if (await ProblemAsync(context, edited, cancellationToken) is { } problem)
        {
            return problem;
        }

        if (await context.CatalogModels.SingleOrDefaultAsync(row => row.Id == edited.Id, cancellationToken) is not { } model)
        {
            return $"The catalog has no {edited.Id} any more.";
        }

        (model.DisplayName, model.WithdrawnOn, model.Replacement) = (edited.DisplayName, edited.WithdrawnOn, edited.Replacement);
        model.MissingSince = model.IsWithdrawnAt(time.GetUtcTime()) ? null : model.MissingSince;
        await context.SaveChangesAsync(cancellationToken);
        return null;
    }

    private static async Task<string?> ProblemAsync(VoiceOpsContext context, CatalogModel model, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(model.Id) || model.Id.Any(char.IsWhiteSpace) ? "The id is the provider's own, such as gpt-oss-120b, without spaces."
        : !ServiceNames.All.Contains(model.Provider) ? $"The provider must be one of {string.Join(", ", ServiceNames.All)}."
        : string.IsNullOrWhiteSpace(model.DisplayName) ? "Give it a name to show."
        : model.Replacement == model.Id ? "A model cannot replace itself."
        : model.Replacement is { } replacement && !await context.CatalogModels.AnyAsync(row => row.Id == replacement && row.Provider == model.Provider, cancellationToken)
            ? $"The replacement {replacement} is not in the catalog: add it first."
        : null;
}
