using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Providers.Cerebras;
using VoiceOps.Voice.Providers.Deepgram;
using VoiceOps.Voice.Providers.ElevenLabs;
using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Calls;

/// <summary>An import is being made visible when Twilio's webhooks come: they do not wait until it is done, and are in the books before it.</summary>
public sealed class CallersGoFirstTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private Books _books = null!;
    private ServiceProvider _services = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private LedgerWriter Writer => _services.GetRequiredService<LedgerWriter>();

    [Fact]
    public async Task VoiceWebhook_WhileAnImportIsMadeVisible_DoesNotWaitForIt()
    {
        var incoming = new IncomingCall { CallSid = "CA1", FromNumber = "+14155550100", ToNumber = "+14155550199", Direction = "inbound" };

        var answer = await DuringPublicationAsync(() => _services.GetRequiredService<IncomingCalls>().AnswerAsync(incoming, Stop));

        Assert.IsType<CallAnswer.Connect>(answer);
        Assert.Equal(["CA1", "import-1"], _books.Store.Column<string>("SELECT call_sid FROM calls WHERE call_sid IN ('CA1', 'import-1') ORDER BY id"));
    }

    [Fact]
    public async Task StatusCallback_WhileAnImportIsMadeVisible_DoesNotWaitForIt()
    {
        var call = await _books.AddCallAsync(Books.Utc("2026-06-10T11:00:00"), row => (row.EndedAt, row.DurationSeconds) = (row.StartedAt!.Value.AddSeconds(59), 59));
        var report = new StatusReport { CallSid = call.CallSid, CallStatus = "completed", DurationSeconds = 61 };

        await DuringPublicationAsync(async () =>
        {
            await _services.GetRequiredService<StatusReports>().TakeAsync(report, Stop);
            return true;
        });

        Assert.Equal([$"call-duration/{call.CallSid}", "import/1"], _books.Store.Column<string>("SELECT event_key FROM api_call_events ORDER BY id"));
    }

    public async ValueTask InitializeAsync()
    {
        _books = await Books.OpenAsync("2026-06-10T12:00:00");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["VoiceOps:PublicUrl"] = "https://voice.example.com",
            ["Twilio:AuthToken"] = "secret",
            ["Deepgram:ApiKey"] = "secret",
            ["ElevenLabs:ApiKey"] = "secret",
            ["ElevenLabs:VoiceId"] = "voice",
            ["Cerebras:ApiKey"] = "secret",
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(_books.Time);
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<IHostApplicationLifetime>(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));
        services.AddSingleton<IDbContextFactory<VoiceOpsContext>>(_books.Store);
        services.AddSingleton<DatabaseSchema>();
        services.AddSingleton(provider => AppVersion.Parse("1.0.0", provider.GetRequiredService<DatabaseSchema>()));
        services.AddLedger(configuration).AddPricing(configuration).AddPersonas()
            .AddTwilio(configuration).AddDeepgram(configuration).AddElevenLabs(configuration).AddCerebras(configuration).AddCalls(configuration);
        _services = services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _books.DisposeAsync();
    }

    /// <summary>Lets the webhook come after the first slice, and goes on once it wants to go first, or has ended without.</summary>
    private async Task<T> DuringPublicationAsync<T>(Func<Task<T>> webhook)
    {
        await using var staged = await StageAsync();
        Task<T>? answer = null;
        await Writer.PublishAsync(staged, (_, _) => Task.FromResult(true), new Reports<PublicationProgress>(_ =>
        {
            if (answer is null)
            {
                answer = Task.Run(webhook);
                Assert.True(SpinWait.SpinUntil(() => Writer.RightOfWay.IsTaken || answer.IsCompleted, Patience), "It waits for the import to be visible.");
            }
        }), Stop);
        return await answer!;
    }

    private async Task<StagedBooks> StageAsync()
    {
        var staged = await StagedBooks.OpenAsync(_books.Store, "test", _books.Time, Stop);
        await using var context = staged.CreateDbContext();
        var call = new Call
        {
            Id = StagedBooks.NewIds + 1,
            CallSid = "import-1",
            Direction = "inbound",
            Status = CallStatus.Completed,
            AppVersion = "test",
            CreatedAt = Books.Utc("2026-06-08T10:00:00"),
        };
        context.Add(call);
        await context.SaveChangesAsync(Stop);
        await staged.AddAsync(
            [
                new LedgerBatch
                {
                    Events =
                    [
                        new UsageEvent
                        {
                            CallId = call.Id,
                            Service = ServiceNames.Deepgram,
                            Operation = OperationNames.Transcription,
                            UsageAmount = 1,
                            UsageUnit = UsageUnits.Seconds,
                            UsageMicros = 1_000_000,
                            Basis = UsageBasis.Metered,
                            PricingSource = PricingSource.Unpriced,
                            EventKey = "import/1",
                            OccurredAt = call.CreatedAt,
                            BookedAt = call.CreatedAt,
                        },
                    ],
                },
            ],
            Stop);
        return staged;
    }
}
