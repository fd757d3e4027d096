using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Conversations.Turns;

/// <summary>
/// Latency and waste of a range from its own turns and calls. Percentiles are exact over all of them; a range with more
/// turns than <see cref="MaxTurns"/> is read in part, evenly, and says so.
/// </summary>
public sealed class TurnStatsQueries
{
    /// <summary>Some two seconds of reading.</summary>
    public const int MaxTurns = 500_000;

    // No call lasts longer, so what ended in a range was received at most so long before it.
    private static readonly TimeSpan LongestCall = TimeSpan.FromHours(25);

    private readonly IDbContextFactory<VoiceOpsContext> _contexts;
    private readonly ReportingClock _clock;
    private readonly int _maxTurns;

    public TurnStatsQueries(IDbContextFactory<VoiceOpsContext> contexts, ReportingClock clock)
        : this(contexts, clock, MaxTurns)
    {
    }

    internal TurnStatsQueries(IDbContextFactory<VoiceOpsContext> contexts, ReportingClock clock, int maxTurns) =>
        (_contexts, _clock, _maxTurns) = (contexts, clock, maxTurns);

    public async Task<TurnStats> ReadAsync(TurnStatsRequest request, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var now = _clock.Now;
        var range = ReportRanges.Resolve(request.Range, now, _clock.Zone);
        var calls = CallsOf(context, request);
        var turns = context.CallTurns.Where(turn => turn.StartedAt >= range.Start && turn.StartedAt < range.End);
        var every = (int)Math.Ceiling((decimal)await turns.LongCountAsync(cancellationToken) / _maxTurns);
        var tally = new TurnTally(SeriesBuckets.Cut(range, _clock.Zone));
        await foreach (var row in Rows(turns, calls, Math.Max(1, every)).WithCancellation(cancellationToken))
        {
            tally.Add(row);
        }

        var ended = calls.Where(call => call.CreatedAt >= range.Start - LongestCall && call.CreatedAt < range.End
            && call.EndedAt >= range.Start && call.EndedAt < range.End);
        return new TurnStats
        {
            Request = request,
            AsOf = now,
            Range = range,
            Complete = tally.Complete,
            Interrupted = tally.Interrupted,
            Unasked = tally.Unasked,
            Filled = tally.Filled,
            Latency = tally.Latency(),
            InterruptedLatency = tally.InterruptedLatency(),
            Groups = tally.Groups(await context.Personas.ToDictionaryAsync(persona => persona.Id, persona => persona.Name, cancellationToken)),
            Series = tally.Series(now),
            SampledEvery = Math.Max(1, every),
            Waste = await ReadWasteAsync(ended, cancellationToken),
            EndedCalls = await ended.LongCountAsync(call => call.StartedAt != null, cancellationToken),
        };
    }

    private static IQueryable<Call> CallsOf(VoiceOpsContext context, TurnStatsRequest request)
    {
        var calls = context.Calls.AsQueryable();
        calls = request.PersonaId is { } personaId ? calls.Where(call => call.PersonaId == personaId) : calls;
        return request.Model is { } model ? calls.Where(call => call.LlmModel == model) : calls;
    }

    private static IAsyncEnumerable<TurnRow> Rows(IQueryable<CallTurn> turns, IQueryable<Call> calls, int every) =>
        (every == 1 ? turns : turns.Where(turn => turn.Id % every == 0))
            .Join(calls, turn => turn.CallId, call => call.Id, (turn, call) => new TurnRow
            {
                StartedAt = turn.StartedAt,
                Kind = turn.Kind,
                IsInterrupted = turn.IsInterrupted,
                HasFiller = turn.HasFiller,
                PersonaId = call.PersonaId,
                Model = call.LlmModel,
                Endpointing = turn.EndpointingMilliseconds,
                FirstToken = turn.FirstTokenMilliseconds,
                FirstClause = turn.FirstClauseMilliseconds,
                FirstAudio = turn.FirstAudioMilliseconds,
                Sent = turn.SentMilliseconds,
                Heard = turn.HeardMilliseconds,
            })
            .AsAsyncEnumerable();

    private static async Task<WasteTotals> ReadWasteAsync(IQueryable<Call> ended, CancellationToken cancellationToken)
    {
        var sums = await ended.GroupBy(_ => 1).Select(group => new
        {
            UnheardCharacters = group.Sum(call => call.UnheardCharacters ?? 0),
            DiscardedTokens = group.Sum(call => call.DiscardedTokens ?? 0),
            SilentSeconds = group.Sum(call => (long)(call.SilentSeconds ?? 0)),
            Nanos = group.Sum(call => call.WasteNanos ?? 0),
        }).SingleOrDefaultAsync(cancellationToken);
        return new WasteTotals
        {
            UnheardCharacters = sums?.UnheardCharacters ?? 0,
            DiscardedTokens = sums?.DiscardedTokens ?? 0,
            SilentSeconds = sums?.SilentSeconds ?? 0,
            Cost = new Money(sums?.Nanos ?? 0),
        };
    }
}
