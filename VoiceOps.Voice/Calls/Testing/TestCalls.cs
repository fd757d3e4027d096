using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Providers;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Testing;

/// <summary>
/// Lets a designer talk with a design before callers do: a call like any other, of the same sessions, meters and turns, that no
/// line carries, no account pays and no figure of the business counts. The browser speaks the media stream's own protocol.
/// </summary>
internal sealed class TestCalls(
    CallRecords records, CallScripts scripts, StreamTokens tokens, LiveCalls liveCalls, RateCards rateCards, ProviderHealth health,
    AppVersion version, IDbContextFactory<VoiceOpsContext> contexts, TimeProvider time)
{
    private const string Designer = "the designer who tests it";
    private static readonly string[] Spoken = [ServiceNames.Deepgram, ServiceNames.ElevenLabs, ServiceNames.Cerebras];

    /// <summary>What has to be set before anybody can talk; null when all is there.</summary>
    public string? MissingToTalk => Missing(Spoken);

    /// <summary>A call that is under way once a media stream has come with the ticket.</summary>
    public async Task<TestCallTicket> StartAsync(TestedDesign tested, CancellationToken cancellationToken)
    {
        var (call, terms) = await OpenAsync(tested, cancellationToken);
        var persona = tested.AsPersona();
        // Its row is there: given up now, nobody would close it.
        var script = await scripts.WriteAsync(call, persona, terms, CancellationToken.None);
        var token = tokens.Issue(expiresAt => new PendingStream { Call = call, Persona = persona, Script = script, Terms = terms, ExpiresAt = expiresAt });
        return new TestCallTicket(call.Id, call.CallSid, token);
    }

    /// <summary>How a test call stands: its live figures, or those of its rows once it is over.</summary>
    public async Task<TestCallState> ReadAsync(long callId, CancellationToken cancellationToken)
    {
        var onAir = liveCalls.Find(callId);
        var live = onAir?.Meters.Read();
        await using var context = await contexts.OpenAsync(cancellationToken);
        var call = await context.CallsAndTests.AsNoTracking().SingleAsync(row => row.Id == callId, cancellationToken);
        var costs = await context.UsageEventsAndTests.Where(row => row.CallId == callId).GroupBy(row => row.Service)
            .Select(rows => new { Service = rows.Key, Nanos = rows.Sum(row => row.CostNanos ?? 0), Unpriced = rows.AsQueryable().Sum(UnpricedCount.OfRow) })
            .ToListAsync(cancellationToken);
        return new TestCallState
        {
            IsOn = live is not null,
            Elapsed = live?.Elapsed ?? TimeSpan.FromSeconds(call.DurationSeconds ?? 0),
            CostByService = live?.CostByService ?? costs.ToDictionary(cost => cost.Service, cost => new Money(cost.Nanos)),
            HasUnpriced = live is null ? costs.Exists(cost => cost.Unpriced > 0) : live.UnpricedServices.Count > 0,
            Words = onAir?.Words(),
            EndedReason = call.EndedReason,
            EndedDetail = call.EndedDetail,
            Turns = await context.CallTurns.AsNoTracking().Where(turn => turn.CallId == callId).OrderBy(turn => turn.Number).ToListAsync(cancellationToken),
        };
    }

    /// <summary>The latest tests of a persona that are over, newest first, with what each has cost.</summary>
    public async Task<IReadOnlyList<PastTest>> ListAsync(long personaId, int count, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        return await context.CallsAndTests.Where(call => call.Direction == CallDirection.Test && call.PersonaId == personaId && call.EndedAt != null)
            .OrderByDescending(call => call.Id).Take(count)
            .Select(call => new PastTest
            {
                CallId = call.Id,
                At = call.CreatedAt,
                Version = context.PersonaVersions.Where(row => row.Id == call.PersonaVersionId).Select(row => (int?)row.Number).FirstOrDefault(),
                LlmModel = call.LlmModel,
                DurationSeconds = call.DurationSeconds,
                HasVoice = context.UsageEventsAndTests.Any(row => row.CallId == call.Id && row.Service != ServiceNames.Cerebras),
                CostNanos = context.UsageEventsAndTests.Where(row => row.CallId == call.Id).Sum(row => row.CostNanos ?? 0),
                UnpricedRows = context.UsageEventsAndTests.Where(row => row.CallId == call.Id).Sum(UnpricedCount.OfRow),
            })
            .ToListAsync(cancellationToken);
    }

    /// <summary>The row and the terms of a new test call.</summary>
    public async Task<(Call Call, CallTerms Terms)> OpenAsync(TestedDesign tested, CancellationToken cancellationToken)
    {
        var now = time.GetUtcTime();
        var card = await rateCards.LoadAsync(now, cancellationToken);
        var (call, _) = await records.AddAsync(new Call
        {
            CallSid = $"TEST{Guid.NewGuid():N}",
            Direction = CallDirection.Test,
            PersonaId = tested.PersonaId,
            PersonaVersionId = tested.VersionId,
            LlmModel = tested.Design.LlmModel,
            Status = CallStatus.Ringing,
            AppVersion = version.WithSchema,
            PricePerMinute = 0,
            BillingIncrementSeconds = 1,
            CreatedAt = now,
        }, cancellationToken);
        return (call, new CallTerms
        {
            RateCard = card,
            AccountId = null,
            AccountName = Designer,
            PricePerMinute = 0,
            BillingIncrementSeconds = 1,
        });
    }

    /// <summary>What has to be set before; null when all is there.</summary>
    public string? Missing(params IEnumerable<string> services)
    {
        var settings = health.Read().Where(state => services.Contains(state.Service)).SelectMany(state => state.MissingSettings).ToList();
        return settings.Count == 0 ? null : $"Set {string.Join(" and ", settings)} first: a test talks to the real providers.";
    }
}
