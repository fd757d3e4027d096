using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Accounts;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Versions;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Simulation.Demo;

/// <summary>
/// A believable time, written by the code that writes real calls: each call's meters live through it on a clock of their
/// own and are committed to the books. Nothing here works out a price.
/// </summary>
internal sealed class DemoHistory(
    IDbContextFactory<VoiceOpsContext> contexts, RateCards rateCards, AppVersion version, IOptions<TranscriptOptions> transcripts, PastUsage? past = null)
{
    private const double ForgottenShare = 0.3;
    private static readonly TimeSpan ShortestForgotten = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TimeToChange = TimeSpan.FromDays(10);

    /// <summary>
    /// Adds the demo's accounts and personas, and <paramref name="count"/> calls that end by <paramref name="end"/>. Nobody tracked
    /// the line of the first of them, and that of the last is metered as Twilio bills it. The rate of Media Streams must be there.
    /// </summary>
    public async Task WriteAsync(DateTime end, int days, int count, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var start = CallPlans.Start(end, days);
        var line = LineMetering.OfDemo(end);
        var directory = await AddCastAsync(start, cancellationToken);
        await DemoRates.PriceVoiceAloneAsync(contexts, line.StreamsFrom, cancellationToken);
        await WriteCallsAsync(new CallPlans(random).Draw(end, days, count), directory, random, line, cancellationToken, credits: start);
    }

    /// <summary>
    /// Plays the calls, given oldest first, a day at a time; tells after each day how many usage rows there are. With <paramref name="credits"/>, the
    /// first day, customers buy ahead; else every second is owed.
    /// </summary>
    public async Task WriteCallsAsync(
        IReadOnlyList<CallPlan> calls, DemoDirectory directory, Random random, LineMetering line, CancellationToken cancellationToken,
        Action<DateTime, long>? onDay = null, DateTime? credits = null)
    {
        var clock = new HistoryClock(calls[0].At);
        var store = new LedgerStore(contexts, clock);
        var rows = 0L;
        var customers = credits is { } first ? new DemoCredits(contexts, store, first) : null;
        foreach (var day in calls.GroupBy(plan => plan.CreatedAt.Date))
        {
            var plans = day.ToList();
            await (customers?.PlayAsync(plans[0].CreatedAt, cancellationToken) ?? Task.CompletedTask);
            // Rates change at midnight, so one card is that of each call's start.
            var card = await rateCards.LoadAsync(plans[0].CreatedAt, cancellationToken);
            var stored = await AddCallsAsync(plans, directory, cancellationToken);
            var played = plans.Zip(stored)
                .Where(pair => pair.First.Outcome.IsAnswered)
                .Select(pair => Play(pair.First, pair.Second, Terms(pair.Second, card), directory, line, clock, random)).ToList();

            // The day's rows are recorded when its last call is over.
            clock.UtcNow = plans.Max(plan => plan.EndedAt);
            var batches = played.ConvertAll(call => call.Meters.Collect(clock.UtcNow)!);
            var written = played.Zip(batches, (call, batch) => line.Written(LedgerBatch.Of(batch), call.Call.CreatedAt)).ToList();
            await store.CommitAsync(written, cancellationToken);
            foreach (var (call, batch) in played.Zip(batches))
            {
                call.Meters.Acknowledge(batch);
            }

            await AddConversationsAsync(played, cancellationToken);
            rows += written.Sum(batch => (long)batch.Events.Count);
            onDay?.Invoke(day.Key, rows);
        }
    }

    private PlayedCall Play(CallPlan plan, Call call, CallTerms terms, DemoDirectory directory, LineMetering line, HistoryClock clock, Random random)
    {
        clock.UtcNow = plan.At;
        var meters = new CallMeters(call.Id, call.CallSid, terms, clock);
        if (plan.Outcome.IsConversation && line.MetersStream(plan.CreatedAt))
        {
            meters.Usage.StreamStarted();
        }

        var conversation = plan.Outcome.IsConversation ? new ConversationPlayer(meters, call.LlmModel!, clock, random, transcripts.Value.KeepTranscripts) : null;
        conversation?.Play(directory.PersonaOf(plan.To).Greeting, plan.Length, IsForgotten(plan, random));
        meters.StopClock();

        past?.Add(plan, conversation?.Played);
        if (plan.Outcome.IsReported)
        {
            meters.ReportDuration(call.DurationSeconds!.Value);
        }

        var waste = conversation?.Waste();
        // The row of a call in the past is written with its end already in it, except for what only the playing tells.
        var missing = plan.Outcome.IsConversation ? MissingUsage.Explain(meters.Read().ServicesUsed, fault: null) : null;
        meters.End(() => missing is null ? null : new UsageMissed(call.Id, missing), waste);
        return new PlayedCall(call, meters, conversation?.Turns ?? [], waste);
    }

    // Some of those that the agent ends were given up by their callers before.
    private static bool IsForgotten(CallPlan plan, Random random) =>
        plan.Outcome.EndedReason == EndedReason.AgentHangup && plan.Length > ShortestForgotten && random.NextDouble() < ForgottenShare;

    private static string? Refusal(CallOutcome outcome) => outcome.IsConversation ? null : MissingUsage.ExplainAll(
        "all lines were busy", ServiceNames.All.Where(service => !outcome.IsAnswered || service != ServiceNames.Twilio));

    private static CallTerms Terms(Call call, RateCard card) => new()
    {
        RateCard = card,
        AccountId = call.AccountId!.Value,
        PricePerMinute = call.PricePerMinute,
        BillingIncrementSeconds = call.BillingIncrementSeconds,
    };

    private async Task<List<Call>> AddCallsAsync(IReadOnlyList<CallPlan> plans, DemoDirectory directory, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        var calls = plans.Select(plan => Row(plan, directory)).ToList();
        context.AddRange(calls);
        await context.SaveChangesAsync(cancellationToken);
        return calls;
    }

    /// <summary>What was said, and what of each call was wasted.</summary>
    private async Task AddConversationsAsync(IReadOnlyList<PlayedCall> played, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        using var turns = new TableWriter<CallTurn>(context, OnConflict.Fail);
        context.AttachRange(played.Select(one => one.Call));
        foreach (var one in played)
        {
            (one.Call.UnheardCharacters, one.Call.DiscardedTokens, one.Call.SilentSeconds, one.Call.WasteNanos) =
                (one.Waste?.UnheardCharacters, one.Waste?.DiscardedTokens, one.Waste?.SilentSeconds, one.Waste?.Cost.Nanos);
            turns.WriteAll(one.Turns);
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private Call Row(CallPlan plan, DemoDirectory directory)
    {
        var account = directory.AccountOf(plan.From);
        var persona = directory.PersonaOf(plan.To);
        var answering = directory.VersionOf(persona, plan.At);
        return new Call
        {
            CallSid = plan.CallSid,
            Direction = "inbound",
            FromNumber = plan.From,
            ToNumber = plan.To,
            AccountId = account.Id,
            PersonaId = persona.Id,
            PersonaVersionId = answering?.Id,
            LlmModel = answering?.LlmModel ?? persona.LlmModel,
            Status = plan.Outcome.Status,
            EndedReason = plan.Outcome.EndedReason,
            EndedDetail = plan.Outcome.Detail,
            MissingUsage = Refusal(plan.Outcome),
            AppVersion = version.WithSchema,
            PricePerMinute = plan.Outcome.IsConversation ? account.PricePerMinute : 0,
            BillingIncrementSeconds = account.BillingIncrementSeconds,
            CreatedAt = plan.CreatedAt,
            StartedAt = plan.Outcome.IsAnswered ? plan.At : null,
            EndedAt = plan.EndedAt,
            LineDownAt = plan.EndedAt,
            DurationSeconds = plan.Outcome.IsAnswered ? (int)Math.Ceiling(plan.Length.TotalSeconds) : null,
        };
    }

    private static async Task PublishAsync(VoiceOpsContext context, Persona persona, DemoPersona member, DateTime since, CancellationToken cancellationToken)
    {
        var design = PersonaDesign.Of(persona);
        var versions = new List<PersonaVersion> { Version(persona.Id, 1, design with { LlmModel = member.EarlierModel ?? design.LlmModel }, since, "The first one") };
        if (member.EarlierModel is not null)
        {
            versions.Add(Version(persona.Id, 2, design, since + TimeToChange, $"From {member.EarlierModel}, which was withdrawn"));
        }

        context.AddRange(versions);
        await context.SaveChangesAsync(cancellationToken);
        persona.VersionId = versions[^1].Id;
    }

    private static PersonaVersion Version(long personaId, int number, PersonaDesign design, DateTime at, string note)
    {
        var version = new PersonaVersion
        {
            PersonaId = personaId,
            Number = number,
            State = VersionState.Published,
            Note = note,
            Author = "Robin",
            CreatedAt = at,
            SavedAt = at,
            PublishedAt = at,
            Name = design.Name,
            LlmModel = design.LlmModel,
            SystemPrompt = design.SystemPrompt,
            Greeting = design.Greeting,
        };
        version.Take(design);
        return version;
    }

    public async Task<DemoDirectory> AddCastAsync(DateTime since, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        foreach (var member in DemoCast.Personas)
        {
            var persona = new Persona
            {
                Name = member.Name,
                LlmModel = member.LlmModel,
                SystemPrompt = member.SystemPrompt,
                Greeting = member.Greeting,
                VoiceId = member.VoiceId,
                IsDefault = false,
                CreatedAt = since,
            };
            context.Add(persona);
            await context.SaveChangesAsync(cancellationToken);
            context.Add(new PersonaNumber { Number = member.Number, PersonaId = persona.Id });
            await PublishAsync(context, persona, member, since, cancellationToken);
        }

        foreach (var member in DemoCast.Accounts)
        {
            var account = new Account
            {
                Name = member.Name,
                PricePerMinute = member.PricePerMinute,
                BillingIncrementSeconds = member.BillingIncrementSeconds,
                IsDefault = false,
                CreatedAt = since,
            };
            context.Add(account);
            await context.SaveChangesAsync(cancellationToken);
            context.AddRange(member.Numbers.Select(number => new AccountNumber { Number = number, AccountId = account.Id }));
        }

        await context.SaveChangesAsync(cancellationToken);
        return await DemoDirectory.LoadAsync(context, cancellationToken);
    }
}
