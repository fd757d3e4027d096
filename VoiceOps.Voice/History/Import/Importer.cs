using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Accounts;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History.Import;

/// <summary>
/// Brings an export of the old system into the books: all of it at once, or nothing. It is written beside the books first, where nobody waits for it, then
/// made visible in one commit. Keys make the same row one row, so an import can be repeated and added to.
/// </summary>
internal sealed class Importer(
    IDbContextFactory<VoiceOpsContext> contexts, LedgerWriter writer, TimeProvider time, ILogger<Importer> logger)
{
    /// <summary>Stands on imported calls in the place of the build that recorded them.</summary>
    public const string AppVersion = "imported";

    /// <summary>Under imported rates, in the history of the rate card.</summary>
    internal static readonly Signature Signature = new() { By = "Import", Reason = "Imported from the old system" };

    private const int Chunk = 500;

    private readonly SemaphoreSlim _importing = new(1, 1);

    /// <summary>What an import of these files would do. It only reads.</summary>
    public async Task<ImportReport> TryAsync(IReadOnlyList<ImportFile> files, OtherNames map, CancellationToken cancellationToken)
    {
        var plan = ImportPlan.Of(files, map);
        return Report(await ResolveAsync(plan, cancellationToken), isDryRun: true);
    }

    /// <summary>Stopped at any time before its end it leaves nothing behind, and can be begun again.</summary>
    /// <exception cref="PublicationException">It cannot be made visible beside live calls.</exception>
    public async Task<ImportReport> ImportAsync(IReadOnlyList<ImportFile> files, OtherNames names, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new ImportProgress(ImportStep.Reading));
        var plan = ImportPlan.Of(files, names);
        await _importing.WaitAsync(cancellationToken);
        try
        {
            var resolution = await ResolveAsync(plan, cancellationToken);
            var report = Report(resolution, isDryRun: false);
            if (report.ProblemCount > 0)
            {
                return report;
            }

            await using var staged = await StagedBooks.OpenAsync(contexts, "import", time, cancellationToken);
            await StageAsync(staged, resolution, progress, cancellationToken);
            report = report with { Sums = await SumsInBooksAsync(staged, resolution, cancellationToken) };
            Verify(report);
            // What it was held against cannot have changed in a way that its keys and the rules of the tables would not refuse.
            await writer.PublishAsync(
                staged, (_, _) => Task.FromResult(true), progress is null ? null : new Publishing(progress), cancellationToken);
            logger.Imported(plan.Calls.Count, plan.Events.Count);
            return report;
        }
        finally
        {
            _importing.Release();
        }
    }

    private async Task<ImportResolution> ResolveAsync(ImportPlan plan, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        return await ImportResolution.OfAsync(context, plan, time.GetUtcTime(), cancellationToken);
    }

    private static ImportReport Report(ImportResolution resolution, bool isDryRun) => new()
    {
        IsDryRun = isDryRun,
        Problems = resolution.Plan.Problems.Problems,
        ProblemCount = resolution.Plan.Problems.Count,
        Notices = resolution.Plan.Problems.Notices,
        NoticeCount = resolution.Plan.Problems.NoticeCount,
        Counts = resolution.Counts(),
        Sums = resolution.Plan.Problems.Count > 0
            ? []
            : Sums(resolution, resolution.Events.ToDictionary(planned => planned.EventKey, planned => planned.Event.CostNanos)),
    };

    private static List<ImportSum> Sums(ImportResolution resolution, IReadOnlyDictionary<string, long?> books)
    {
        var all = resolution.Plan.Events.ToLookup(planned => planned.Event.Service);
        return ServiceNames.All.Select(service =>
        {
            var leftOut = all[service].Where(planned => resolution.IsOwn(planned.Call)).ToList();
            var written = all[service].Where(planned => books.ContainsKey(planned.EventKey) && !resolution.IsOwn(planned.Call)).Select(planned => books[planned.EventKey]).ToList();
            return new ImportSum
            {
                Service = service,
                FileRows = all[service].Count(),
                FileCost = all[service].Sum(planned => planned.Event.Cost),
                LeftOutRows = leftOut.Count,
                LeftOutCost = leftOut.Sum(planned => planned.Event.Cost),
                BookRows = written.Count,
                BookCost = new Money(written.Sum(nanos => nanos ?? 0)),
                Unpriced = written.Count(nanos => nanos is null),
            };
        }).ToList();
    }

    /// <summary>The sums of the rows as they are written, rather than as they were meant.</summary>
    private static async Task<List<ImportSum>> SumsInBooksAsync(StagedBooks staged, ImportResolution resolution, CancellationToken cancellationToken)
    {
        await using var context = staged.CreateDbContext();
        var books = new Dictionary<string, long?>(resolution.KnownCosts);
        foreach (var row in await context.UsageEvents.AsNoTracking().Select(row => new { row.EventKey, row.CostNanos }).ToListAsync(cancellationToken))
        {
            books.Add(row.EventKey, row.CostNanos);
        }

        return Sums(resolution, books);
    }

    private static void Verify(ImportReport report)
    {
        if (report.Sums.FirstOrDefault(sum => !sum.Agrees) is { } wrong)
        {
            throw new InvalidOperationException(
                $"Nothing was imported: {wrong.Service} has {wrong.FileRows} rows of ${wrong.FileCost} in the files, and would have {wrong.BookRows} rows of ${wrong.BookCost.ToString(9)} in the books.");
        }
    }

    private static async Task StageAsync(StagedBooks staged, ImportResolution resolution, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        await using var context = staged.CreateDbContext();
        context.AddRange(resolution.NewRates);
        context.AddRange(resolution.NewRates.Select(rate => RateChange.Of(rate.Key, RateAction.Set, rate.EffectiveFrom, before: null, rate.Terms, Signature, rate.CreatedAt)));
        context.AddRange(resolution.NewPersonas);
        await context.SaveChangesAsync(cancellationToken);

        var (calls, events) = (resolution.NewCalls, resolution.NewEvents.ToList());
        var eventsOf = resolution.Events.ToLookup(planned => planned.Call.CallSid);
        var ids = resolution.Plan.Calls.Where(call => resolution.CallIdOf(call) is not null).ToDictionary(call => call.CallSid, call => resolution.CallIdOf(call)!.Value);
        for (var index = 0; index < calls.Count; index++)
        {
            ids.Add(calls[index].CallSid, StagedBooks.NewIds + index + 1);
        }

        var done = 0;
        foreach (var chunk in calls.Chunk(Chunk))
        {
            var rows = Array.ConvertAll(chunk, call => Row(resolution, call, ids[call.CallSid], [.. eventsOf[call.CallSid].Select(planned => planned.Event.Service).Distinct()]));
            context.AddRange(rows);
            await context.SaveChangesAsync(cancellationToken);
            context.ChangeTracker.Clear();
            await staged.AddAsync(Array.ConvertAll(rows, row => new LedgerBatch { AnsweredAt = row.StartedAt, Revenue = Talk(row) is { } talk ? [talk] : [] }), cancellationToken);
            Report(chunk.Length);
        }

        foreach (var chunk in events.Chunk(Chunk))
        {
            await staged.AddAsync([new LedgerBatch { Events = Array.ConvertAll(chunk, planned => Row(resolution, planned, ids[planned.Call.CallSid])) }], cancellationToken);
            Report(chunk.Length);
        }

        void Report(int more) => progress?.Report(new ImportProgress(ImportStep.Staging, done += more, calls.Count + events.Count));
    }

    private static Call Row(ImportResolution resolution, OldCall call, long id, IReadOnlyCollection<string> services) => new()
    {
        Id = id,
        CallSid = call.CallSid,
        Direction = call.Direction,
        FromNumber = call.FromNumber,
        ToNumber = call.ToNumber,
        AccountId = CallerNumber.Known(call.FromNumber) is { } number && resolution.Accounts.TryGetValue(number, out var account) ? account : resolution.DefaultAccount,
        PersonaId = resolution.PersonaOf(call)?.Id,
        LlmModel = resolution.ModelOf(call.LlmModel),
        Status = call.Status,
        MissingUsage = Missing(call, services),
        AppVersion = AppVersion,
        // The export has no prices that customers paid: nothing is earned here that was not earned there.
        PricePerMinute = 0,
        BillingIncrementSeconds = 1,
        CreatedAt = call.CreatedAt,
        StartedAt = call.StartedAt,
        EndedAt = call.EndedAt,
        DurationSeconds = call.DurationSeconds,
    };

    // The backfill gives the line its row wherever the length is known.
    private static string? Missing(OldCall call, IReadOnlyCollection<string> services)
    {
        var missing = ServiceNames.All.Except(services).Where(service => service != ServiceNames.Twilio || call.DurationSeconds is null).ToList();
        return missing.Count == 0 ? null : $"{string.Join(", ", missing)}: {(call.StartedAt is null ? "the call was never answered" : "no rows in the import")}";
    }

    /// <summary>Talk time counts, so that a minute's cost is that of all minutes; it earns nothing.</summary>
    private static RevenuePosting? Talk(Call call) =>
        call is { DurationSeconds: > 0 and var seconds, AccountId: { } account }
            ? new RevenueMeter(call.PricePerMinute, call.BillingIncrementSeconds)
                .Post(seconds, $"{ImportKey.Prefix}{call.CallSid}", call.Id, account, call.StartedAt ?? call.CreatedAt)
            : null;

    private static UsageEvent Row(ImportResolution resolution, PlannedEvent planned, long callId) => new()
    {
        CallId = callId,
        Service = planned.Event.Service,
        Operation = planned.Event.Operation,
        Model = planned.Event.Service == ServiceNames.Cerebras ? resolution.ModelOf(planned.Event.Model) : planned.Event.Model,
        UsageAmount = planned.Event.UsageAmount,
        UsageUnit = UsageUnits.Of(planned.Event.Service),
        UsageMicros = planned.Event.UsageMicros,
        UnitCost = planned.Event.UnitCost,
        RateUnit = planned.Event.UnitCost is null ? null : Pricing.PricingType.RateUnit(Pricing.PricingType.Of(planned.Event.Service)!),
        CostNanos = planned.Event.CostNanos,
        // The old system counted it when it happened.
        Basis = UsageBasis.Metered,
        PricingSource = planned.Event.PricingSource,
        EventKey = planned.EventKey,
        ProviderRequestId = planned.Event.RequestId,
        OccurredAt = planned.At,
        BookedAt = planned.At,
    };

    private sealed class Publishing(IProgress<ImportProgress> progress) : IProgress<PublicationProgress>
    {
        public void Report(PublicationProgress value) => progress.Report(new ImportProgress(ImportStep.Publishing, value.Rows, value.Of, value.GaveWay));
    }
}
