using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History.Import;

/// <summary>
/// Brings an export of the old system into the books: all of it in one transaction of the one writer, or nothing. Keys make
/// the same row one row, so an import can be repeated and added to.
/// </summary>
internal sealed class Importer(
    IDbContextFactory<VoiceOpsContext> contexts, LedgerWriter writer, CommitSignal signal, TimeProvider time, ILogger<Importer> logger)
{
    /// <summary>Stands on imported calls in the place of the build that recorded them.</summary>
    public const string AppVersion = "imported";

    /// <summary>Under imported rates, in the history of the rate card.</summary>
    internal static readonly Signature Signature = new() { By = "Import", Reason = "Imported from the old system" };

    private const int Chunk = 500;

    /// <summary>What an import of these files would do. It only reads.</summary>
    public async Task<ImportReport> TryAsync(IReadOnlyList<ImportFile> files, OtherNames map, CancellationToken cancellationToken)
    {
        var plan = ImportPlan.Of(files, map);
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        return Report(await ImportResolution.OfAsync(context, plan, time.GetUtcTime(), cancellationToken), isDryRun: true);
    }

    public async Task<ImportReport> ImportAsync(IReadOnlyList<ImportFile> files, OtherNames map, CancellationToken cancellationToken)
    {
        var plan = ImportPlan.Of(files, map);
        ImportResolution? resolution = null;
        ImportReport? report = null;
        await writer.PostAsync(
            async (context, token) =>
            {
                resolution = await ImportResolution.OfAsync(context, plan, time.GetUtcTime(), token);
                report = Report(resolution, isDryRun: false);
                return report.ProblemCount > 0 ? [] : await WriteAsync(context, resolution, token);
            },
            async (context, token) =>
            {
                if (report!.ProblemCount == 0)
                {
                    report = report with { Sums = await SumsInBooksAsync(context, resolution!, token) };
                    Verify(report);
                }
            },
            cancellationToken);
        if (report!.IsWritten)
        {
            // Calls without rows are news too.
            signal.Raise();
            logger.Imported(plan.Calls.Count, plan.Events.Count);
        }

        return report;
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

    /// <summary>The sums as the database has them now, rather than as they were meant.</summary>
    private static async Task<List<ImportSum>> SumsInBooksAsync(VoiceOpsContext context, ImportResolution resolution, CancellationToken cancellationToken)
    {
        var books = new Dictionary<string, long?>();
        foreach (var chunk in resolution.Events.Chunk(Chunk))
        {
            var keys = Array.ConvertAll(chunk, planned => planned.EventKey);
            foreach (var row in await context.UsageEvents.AsNoTracking().Where(row => keys.Contains(row.EventKey)).Select(row => new { row.EventKey, row.CostNanos }).ToListAsync(cancellationToken))
            {
                books.Add(row.EventKey, row.CostNanos);
            }
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

    private static async Task<IReadOnlyList<LedgerBatch>> WriteAsync(VoiceOpsContext context, ImportResolution resolution, CancellationToken cancellationToken)
    {
        context.AddRange(resolution.NewRates);
        context.AddRange(resolution.NewRates.Select(rate => RateChange.Of(rate.Key, RateAction.Set, rate.EffectiveFrom, before: null, rate.Terms, Signature, rate.CreatedAt)));
        context.AddRange(resolution.NewPersonas);
        await context.SaveChangesAsync(cancellationToken);

        var eventsOf = resolution.Events.ToLookup(planned => planned.Call.CallSid);
        var ids = resolution.Plan.Calls.Where(call => resolution.CallIdOf(call) is not null).ToDictionary(call => call.CallSid, call => resolution.CallIdOf(call)!.Value);
        var batches = new List<LedgerBatch>();
        foreach (var chunk in resolution.NewCalls.Chunk(Chunk))
        {
            var rows = Array.ConvertAll(chunk, call => Row(resolution, call, [.. eventsOf[call.CallSid].Select(planned => planned.Event.Service).Distinct()]));
            context.AddRange(rows);
            await context.SaveChangesAsync(cancellationToken);
            context.ChangeTracker.Clear();
            foreach (var row in rows)
            {
                ids.Add(row.CallSid, row.Id);
                batches.Add(new LedgerBatch { AnsweredAt = row.StartedAt, Transactions = Talk(row) is { } talk ? [talk] : [] });
            }
        }

        batches.AddRange(resolution.Events.Chunk(Chunk).Select(chunk => new LedgerBatch
        {
            Events = Array.ConvertAll(chunk, planned => Row(resolution, planned, ids[planned.Call.CallSid])),
        }));
        return batches;
    }

    private static Call Row(ImportResolution resolution, OldCall call, IReadOnlyCollection<string> services) => new()
    {
        CallSid = call.CallSid,
        Direction = call.Direction,
        FromNumber = call.FromNumber,
        ToNumber = call.ToNumber,
        AccountId = call.FromNumber is not null && resolution.Accounts.TryGetValue(call.FromNumber, out var account) ? account : resolution.DefaultAccount,
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
    private static LedgerTransaction? Talk(Call call) =>
        call is { DurationSeconds: > 0 and var seconds, AccountId: { } account }
        && new RevenueMeter(call.PricePerMinute, call.BillingIncrementSeconds)
            .Post(seconds, $"{ImportKey.Prefix}{call.CallSid}", call.Id, account, call.StartedAt ?? call.CreatedAt) is { } posting
            ? LedgerTransaction.Of(posting)
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
}
