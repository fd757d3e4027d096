using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Versions;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Voice.Reporting.Personas;

/// <summary>Personas and their versions beside what they cost and earn, and what a design would.</summary>
public sealed class PersonaQueries(IDbContextFactory<VoiceOpsContext> contexts, RateCards rateCards, ReportingClock clock)
{
    /// <summary>With the figures of the Command Center's first range, the last 30 days.</summary>
    public async Task<PersonaList> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var range = ReportRanges.Resolve(RangeRequest.Default, clock.Now, clock.Zone);
        var personas = await context.Personas.AsNoTracking().OrderBy(persona => persona.Name).ToListAsync(cancellationToken);
        var models = await context.CatalogModels.AsNoTracking().ToDictionaryAsync(model => model.Id, cancellationToken);
        var drafts = await context.PersonaVersions.Where(version => version.State == VersionState.Draft).Select(version => version.PersonaId).ToListAsync(cancellationToken);
        var numbers = (await context.PersonaNumbers.AsNoTracking().OrderBy(row => row.Number).ToListAsync(cancellationToken)).ToLookup(row => row.PersonaId, row => row.Number);
        var figures = await PersonaSums.ReadAsync(context, ByPersona(context.Calls), range, cancellationToken);

        return new PersonaList(clock.Now, range, [.. personas.Select(persona => new PersonaLine
        {
            PersonaId = persona.Id,
            Revision = persona.Revision,
            Name = persona.Name,
            Model = models[persona.LlmModel],
            VoiceId = persona.VoiceId,
            Numbers = [.. numbers[persona.Id]],
            IsDefault = persona.IsDefault,
            IsPublished = !persona.IsUnpublished,
            HasDraft = drafts.Contains(persona.Id),
            ArchivedAt = persona.ArchivedAt,
            Figures = figures.GetValueOrDefault(persona.Id, PersonaFigures.None),
        })]);
    }

    /// <summary>Every version, newest first, with the figures of all its calls.</summary>
    public async Task<IReadOnlyList<VersionLine>> HistoryAsync(long personaId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var onTheLine = await context.Personas.Where(persona => persona.Id == personaId).Select(persona => persona.VersionId).SingleOrDefaultAsync(cancellationToken);
        var versions = await context.PersonaVersions.AsNoTracking().Where(version => version.PersonaId == personaId)
            .OrderByDescending(version => version.Number).ToListAsync(cancellationToken);
        var calls = context.Calls.Where(call => call.PersonaId == personaId && call.PersonaVersionId != null)
            .Select(call => new KeyedCall { CallId = call.Id, Key = call.PersonaVersionId!.Value, StartedAt = call.StartedAt, WasteNanos = call.WasteNanos });
        var figures = await PersonaSums.ReadAsync(context, calls, range: null, cancellationToken);
        return [.. versions.Select(version => new VersionLine(version, version.Id == onTheLine, figures.GetValueOrDefault(version.Id, PersonaFigures.None)))];
    }

    /// <summary>The catalog by id, withdrawn models too.</summary>
    public async Task<IReadOnlyDictionary<string, CatalogModel>> ModelsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.CatalogModels.AsNoTracking().ToDictionaryAsync(model => model.Id, cancellationToken);
    }

    /// <summary>What an estimate for the persona stands on: its last 30 days, or assumptions where it has no calls yet.</summary>
    public async Task<EstimateBasis> EstimateBasisAsync(long? personaId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var card = await rateCards.LoadAsync(context, clock.Now, cancellationToken);
        var price = await context.Accounts.Where(account => account.IsDefault).Select(account => account.PricePerMinute).FirstOrDefaultAsync(cancellationToken);
        var range = ReportRanges.Resolve(RangeRequest.Default, clock.Now, clock.Zone);
        var calls = ByPersona(context.Calls.Where(call => call.PersonaId == personaId));
        var figures = (await PersonaSums.ReadAsync(context, calls, range, cancellationToken)).Values.SingleOrDefault(PersonaFigures.None);
        var uses = await context.UsageEvents.Where(row => row.BookedAt >= range.Start && row.BookedAt < range.End)
            .Join(calls, row => row.CallId, call => call.CallId, (row, _) => row)
            .GroupBy(row => new { row.Service, row.Operation })
            .Select(rows => new UsageSum(rows.Key.Service, rows.Key.Operation, rows.Sum(row => row.UsageMicros), rows.LongCount()))
            .ToListAsync(cancellationToken);
        return new EstimateBasis
        {
            RateCard = card,
            Profile = UsageProfile.Of(figures, uses) ?? UsageProfile.Assumed(price),
        };
    }

    private static IQueryable<KeyedCall> ByPersona(IQueryable<Call> calls) => calls.Where(call => call.PersonaId != null)
        .Select(call => new KeyedCall { CallId = call.Id, Key = call.PersonaId!.Value, StartedAt = call.StartedAt, WasteNanos = call.WasteNanos });
}
