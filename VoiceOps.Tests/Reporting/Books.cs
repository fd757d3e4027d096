using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Tests.Data;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Exposure;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Tests.Reporting;

/// <summary>A database whose rows come from the real ledger store, and the queries over it at a fixed moment.</summary>
internal sealed class Books : IAsyncDisposable
{
    private int _facts;

    private Books(TempStore store, DateTime now, string zone)
    {
        Store = store;
        Time = new FakeTimeProvider(now);
        Clock = new ReportingClock(Options.Create(new ReportingOptions { TimeZone = zone }), Time);
        Rates = new RateCards(store, Options.Create(Pricing));
        RateWriter = new RateWriter(store, new CommitSignal(), Time, NullLogger<RateWriter>.Instance);
        Queries = new CommandCenterQueries(store, Rates, new ExposureQueries(new FulfilmentRisk(Time)), Clock);
        Ledger = new LedgerStore(store, Time);
    }

    public TempStore Store { get; }

    public FakeTimeProvider Time { get; }

    public ReportingClock Clock { get; }

    public PricingOptions Pricing { get; } = new();

    public RateCards Rates { get; }

    public RateWriter RateWriter { get; }

    public CommandCenterQueries Queries { get; }

    public LedgerStore Ledger { get; }

    public static async Task<Books> OpenAsync(string now, string zone = "UTC", params IInterceptor[] interceptors) =>
        new(await TempStore.CreateAsync(interceptors), Utc(now), zone);

    /// <summary>Over what has been written already.</summary>
    public static Books Over(TempStore store, DateTime now, string zone) => new(store, now, zone);

    public static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text), DateTimeKind.Utc);

    public Task<CommandCenterSnapshot> ReadAsync(RangeKind kind) => ReadAsync(new RangeRequest(kind));

    public Task<CommandCenterSnapshot> ReadAsync(RangeRequest request) => Queries.ReadAsync(request, CancellationToken.None);

    public async Task<Call> AddCallAsync(
        DateTime createdAt, Action<Call>? change = null, string from = "+15550100", string model = "gpt-oss-120b", long? personaId = null, long? versionId = null, string to = "+15550199",
        string direction = "inbound")
    {
        await using var context = Store.CreateDbContext();
        var call = new Call
        {
            CallSid = $"CA{++_facts:x32}",
            Direction = direction,
            FromNumber = from,
            ToNumber = to,
            AccountId = await context.Accounts.Select(account => account.Id).SingleAsync(),
            PersonaId = personaId ?? await context.Personas.Where(persona => persona.IsDefault).Select(persona => persona.Id).SingleAsync(),
            PersonaVersionId = versionId,
            LlmModel = model,
            Status = CallStatus.Completed,
            AppVersion = "test",
            PricePerMinute = 0.12m,
            BillingIncrementSeconds = 1,
            CreatedAt = createdAt,
            StartedAt = createdAt,
        };
        change?.Invoke(call);
        context.Add(call);
        await context.SaveChangesAsync();
        return call;
    }

    /// <summary>A persona beside the default one.</summary>
    public async Task<long> AddPersonaAsync(string name, string model)
    {
        await using var context = Store.CreateDbContext();
        var persona = new Persona { Name = name, LlmModel = model, SystemPrompt = "Be brief.", Greeting = "Hello.", IsDefault = false, CreatedAt = Clock.Now };
        context.Add(persona);
        await context.SaveChangesAsync();
        return persona.Id;
    }

    /// <summary>An ordinary turn: asked, answered in 812 ms, all of it heard.</summary>
    public static CallTurn Turn(
        Call call, int number, DateTime? startedAt = null, bool interrupted = false, string kind = TurnKind.Reply, string callerText = "When do you open?",
        int? heard = 812, long? costNanos = 5_000_000) => new()
        {
            CallId = call.Id,
            Number = number,
            Kind = kind,
            StartedAt = startedAt ?? call.CreatedAt.AddSeconds(10 * number),
            EndedAt = (startedAt ?? call.CreatedAt.AddSeconds(10 * number)).AddSeconds(5),
            CallerText = callerText,
            HeardText = "At eight in the morning.",
            Model = call.LlmModel,
            IsInterrupted = interrupted,
            HasFiller = false,
            EndpointingMilliseconds = 310,
            FirstTokenMilliseconds = 480,
            FirstClauseMilliseconds = 540,
            FirstAudioMilliseconds = 660,
            SentMilliseconds = 664,
            HeardMilliseconds = heard,
            Characters = 24,
            UnheardCharacters = 0,
            PromptTokens = 200,
            CompletionTokens = 8,
            DiscardedTokens = 0,
            CostNanos = costNanos,
        };

    public async Task AddTurnsAsync(params IEnumerable<CallTurn> turns)
    {
        await using var context = Store.CreateDbContext();
        context.AddRange(turns);
        await context.SaveChangesAsync();
    }

    public UsageEvent Event(
        Call call, string service, string operation, decimal usage, long? nanos, DateTime? at = null,
        string? model = null, string basis = UsageBasis.Metered, string source = PricingSource.RateCard) => new()
        {
            CallId = call.Id,
            Service = service,
            Operation = operation,
            Model = model,
            UsageAmount = usage,
            UsageUnit = UsageUnits.Of(service),
            UsageMicros = (long)(usage * UsageUnits.MicrosPerUnit),
            CostNanos = nanos,
            Basis = basis,
            PricingSource = source,
            EventKey = $"fact/{++_facts}",
            OccurredAt = at ?? call.StartedAt!.Value,
            BookedAt = at ?? call.StartedAt!.Value,
        };

    public RevenuePosting Revenue(Call call, long talkSeconds, DateTime? at = null) =>
        new RevenueMeter(0.12m, 1).Post(talkSeconds, $"movement/{++_facts}", call.Id, call.AccountId!.Value, at ?? call.StartedAt!.Value)!;

    public Task CommitAsync(Call call, IReadOnlyList<UsageEvent> events, params IReadOnlyList<RevenuePosting> revenue) =>
        Ledger.CommitAsync(
            [
                new LedgerBatch { Events = events, Revenue = revenue, Checkpoints = [], AnsweredAt = call.StartedAt },
            ],
            CancellationToken.None);

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
