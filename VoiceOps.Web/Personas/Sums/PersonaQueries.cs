using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Versions;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Web.Personas.Sums;

/// <summary>Personas and their versions beside what they cost and earn, and what a design would.</summary>
public sealed class PersonaQueries(IDbContextFactory<VoiceOpsContext> contexts, RateCards rateCards, ReportingClock clock)
{
    /// <summary>With the figures of the Command Center's first range, the last 30 days.</summary>
    public async Task<PersonaList> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var range = ReportRanges.Resolve(RangeRequest.Default, clock.Now, clock.Zone);
        var personas = await context.Personas.AsNoTracking().OrderBy(persona => persona.Name).ToListAsync(cancellationToken);
        var models = await context.CatalogModels.AsNoTracking().ToDictionaryAsync(model => model.Id, cancellationToken);
        var drafts = await context.PersonaVersions.Where(version => version.State == VersionState.Draft).Select(version => version.PersonaId)
            .ToListAsync(cancellationToken);
        var numbers = (await context.PersonaNumbers.AsNoTracking().OrderBy(row => row.Number).ToListAsync(cancellationToken))
            .ToLookup(row => row.PersonaId, row => row.Number);
        var figures = await PersonaSums.ReadAsync(context, ByPersona(context.Calls), range, cancellationToken);

        PersonaLine[] lines = [.. personas.Select(persona => new PersonaLine
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
        })];
        return new PersonaList(clock.Now, range, lines, await NumbersAsync(context, lines, range, cancellationToken));
    }

    /// <summary>Every version, newest first, with the figures of all its calls.</summary>
    public async Task<IReadOnlyList<VersionLine>> HistoryAsync(long personaId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var onTheLine = await context.Personas.Where(persona => persona.Id == personaId).Select(persona => persona.VersionId)
            .SingleOrDefaultAsync(cancellationToken);
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
        await using var context = await contexts.OpenAsync(cancellationToken);
        return await context.CatalogModels.AsNoTracking().ToDictionaryAsync(model => model.Id, cancellationToken);
    }

    /// <summary>What an estimate for the persona stands on: its last 30 days, or assumptions where it has no calls yet.</summary>
    public async Task<EstimateBasis> EstimateBasisAsync(long? personaId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var card = await rateCards.LoadAsync(context, clock.Now, cancellationToken);
        var account = await context.Accounts.AsNoTracking().FirstOrDefaultAsync(account => account.IsDefault, cancellationToken);
        var price = account is { IsUsable: true } ? account.PricePerMinute : 0;
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

    private static async Task<IReadOnlyList<NumberLine>> NumbersAsync(
        VoiceOpsContext context, IReadOnlyCollection<PersonaLine> personas, ReportRange range, CancellationToken cancellationToken)
    {
        var calls = await context.Calls.Where(call => call.CreatedAt >= range.Start && call.CreatedAt < range.End && call.ToNumber != null)
            .GroupBy(call => call.ToNumber!)
            .Select(group => new { Number = group.Key, Calls = group.LongCount() })
            .ToDictionaryAsync(sum => sum.Number, sum => sum.Calls, cancellationToken);
        var assigned = personas.SelectMany(persona => persona.Numbers.Select(number => (Number: number, Persona: persona)))
            .ToDictionary(row => row.Number, row => row.Persona);
        var other = personas.FirstOrDefault(persona => persona is { IsDefault: true, Answers: true });
        return [.. assigned.Keys.Union(calls.Keys).Order(StringComparer.Ordinal).Select(number =>
        {
            var owner = assigned.GetValueOrDefault(number);
            return new NumberLine
            {
                Number = number,
                Reaches = owner is { Answers: true } ? owner : other,
                WaitsFor = owner is { Answers: false } ? owner : null,
                IsAssigned = owner is not null,
                Calls = calls.GetValueOrDefault(number),
            };
        })];
    }

    private static IQueryable<KeyedCall> ByPersona(IQueryable<Call> calls) => calls.Where(call => call.PersonaId != null)
        .Select(call => new KeyedCall { CallId = call.Id, Key = call.PersonaId!.Value, StartedAt = call.StartedAt, WasteNanos = call.WasteNanos });
}
