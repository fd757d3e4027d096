using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Tests.Data;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Credits;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Metering.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;

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
        Rates = new RateCards(store, Options.Create(Pricing), Time);
        Queries = new CommandCenterQueries(store, Rates, Clock);
        Ledger = new LedgerStore(store, Time);
    }

    public TempStore Store { get; }

    public FakeTimeProvider Time { get; }

    public ReportingClock Clock { get; }

    public PricingOptions Pricing { get; } = new();

    public RateCards Rates { get; }

    public CommandCenterQueries Queries { get; }

    public LedgerStore Ledger { get; }

    public static async Task<Books> OpenAsync(string now, string zone = "UTC", params IInterceptor[] interceptors) =>
        new(await TempStore.CreateAsync(interceptors), Utc(now), zone);

    public static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text), DateTimeKind.Utc);

    public Task<CommandCenterSnapshot> ReadAsync(RangeKind kind) => ReadAsync(new RangeRequest(kind));

    public Task<CommandCenterSnapshot> ReadAsync(RangeRequest request) => Queries.ReadAsync(request, CancellationToken.None);

    public async Task<Call> AddCallAsync(DateTime createdAt, Action<Call>? change = null)
    {
        await using var context = Store.CreateDbContext();
        var call = new Call
        {
            CallSid = $"CA{++_facts:x32}",
            Direction = "inbound",
            FromNumber = "+15550100",
            ToNumber = "+15550199",
            AccountId = await context.Accounts.Select(account => account.Id).SingleAsync(),
            PersonaId = await context.Personas.Select(persona => persona.Id).SingleAsync(),
            LlmModel = "gpt-oss-120b",
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

    public LedgerTransaction Revenue(Call call, long talkSeconds, DateTime? at = null) =>
        new RevenueMeter(0.12m, 1).Post(talkSeconds, $"movement/{++_facts}", call.Id, call.AccountId!.Value, at ?? call.StartedAt!.Value)!;

    public Task CommitAsync(Call call, IReadOnlyList<UsageEvent> events, params IReadOnlyList<LedgerTransaction> transactions) =>
        Ledger.CommitAsync(
            [
                new LedgerBatch { Events = events, Transactions = transactions, Checkpoints = [], Changes = [], AnsweredAt = call.StartedAt },
            ],
            CancellationToken.None);

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
