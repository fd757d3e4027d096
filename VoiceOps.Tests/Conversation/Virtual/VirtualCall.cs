using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Tests.Data;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Providers;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Ending;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Providers.Cerebras;
using VoiceOps.Voice.Providers.Connections;
using VoiceOps.Voice.Providers.Deepgram;
using VoiceOps.Voice.Providers.ElevenLabs;
using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Conversation.Virtual;

/// <summary>
/// One whole call in virtual time: the real host, session, conversation, provider clients, meters and books, on in-memory sockets to stand-ins
/// that speak the providers' wire protocols.
/// </summary>
internal sealed class VirtualCall : IAsyncDisposable
{
    private const string CallSid = "CA1";

    private readonly TempStore _store;
    private readonly ServiceProvider _services;
    private readonly RecordedLogs _logs;
    private readonly InMemoryWebSocketPair _pair = new();
    private Task _running = Task.CompletedTask;

    private VirtualCall(TempStore store, (string Key, string Value)[] settings, Action<IServiceCollection>? replace)
    {
        _store = store;
        _logs = new RecordedLogs();
        Hear = new VirtualDeepgram(Time);
        Voice = new VirtualElevenLabs(Time);
        Model = new VirtualCerebras(Time);
        Line = new VirtualLine(_pair.Client, Time);
        _services = Services(settings, replace);
    }

    public VirtualTime Time { get; } = new();

    public VirtualLine Line { get; }

    public VirtualDeepgram Hear { get; }

    public VirtualElevenLabs Voice { get; }

    public VirtualCerebras Model { get; }

    /// <summary>A designer's, which nobody pays.</summary>
    public bool IsTest { get; set; }

    /// <summary>The beginning of an error that may be logged; null: there may be none.</summary>
    public string? ExpectedError { get; set; }

    /// <summary>What is being said, for those who listen in.</summary>
    public WordsOnAir? Words => _services.GetRequiredService<LiveCalls>().Find(Row.Id)!.Words();

    public Call Row
    {
        get
        {
            using var context = _store.CreateDbContext();
            return context.Calls.AsNoTracking().Single(call => call.CallSid == CallSid);
        }
    }

    public IReadOnlyList<CallTurn> Turns
    {
        get
        {
            using var context = _store.CreateDbContext();
            return [.. context.CallTurns.AsNoTracking().OrderBy(turn => turn.Number)];
        }
    }

    public IReadOnlyList<UsageEvent> Rows(string service)
    {
        using var context = _store.CreateDbContext();
        return [.. context.UsageEvents.AsNoTracking().Where(row => row.Service == service).OrderBy(row => row.Id)];
    }

    /// <summary>All usage of a service in the books, in its unit.</summary>
    public decimal Booked(string service) => Rows(service).Sum(row => row.UsageAmount);

    /// <summary>A call to the default persona as <paramref name="shape"/> makes it, on the line and listening; the greeting is on its way.</summary>
    public static Task<VirtualCall> StartAsync(Action<Persona>? shape = null, Action<VirtualCall>? prepare = null, params (string Key, string Value)[] settings) =>
        StartAsync(shape, prepare, settings, replace: null);

    /// <summary>The same with services of the host replaced.</summary>
    public static Task<VirtualCall> StartWithAsync(Action<IServiceCollection> replace) => StartAsync(shape: null, prepare: null, settings: [], replace);

    private static async Task<VirtualCall> StartAsync(
        Action<Persona>? shape, Action<VirtualCall>? prepare, (string Key, string Value)[] settings, Action<IServiceCollection>? replace)
    {
        var store = await TempStore.CreateAsync();
        await using (var context = store.CreateDbContext())
        {
            var persona = await context.Personas.SingleAsync();
            (persona.Greeting, persona.SystemPrompt) = ("Hello there.", "Be brief.");
            shape?.Invoke(persona);
            await context.SaveChangesAsync();
        }

        var call = new VirtualCall(store, settings, replace);
        prepare?.Invoke(call);
        await call._services.GetRequiredService<LedgerWriter>().StartAsync(CancellationToken.None);
        await call._services.GetRequiredService<CallWatchdog>().StartAsync(CancellationToken.None);
        call._running = call.AnswerAsync();
        call.Time.Settle();
        return call;
    }

    /// <summary>Until the greeting was heard.</summary>
    public VirtualCall Greeted()
    {
        Time.RunUntil(() => Line.Heard == "Hello there." && !Line.IsPlaying, "the greeting was heard");
        Time.Run(TimeSpan.FromMilliseconds(200));
        return this;
    }

    /// <summary>The caller asks, the model answers, and all of it is heard.</summary>
    public void Exchange(string question, string answer)
    {
        Model.Answer(new VirtualReply(answer));
        Hear.Say(question);
        Time.RunUntil(() => Line.Heard.EndsWith(answer, StringComparison.Ordinal) && !Line.IsPlaying, $"'{answer}' was heard");
        Time.Run(TimeSpan.FromMilliseconds(200));
    }

    public void RunUntilHeard(string text) => Time.RunUntil(() => Line.Heard.Contains(text, StringComparison.Ordinal), $"'{text}' was heard; it was: {Line.Heard}");

    /// <summary>The caller hangs up, and everything is written.</summary>
    public void HangUp()
    {
        _ = Line.HangUpAsync();
        RunToEnd();
    }

    /// <summary>Until the call is over and booked.</summary>
    public void RunToEnd()
    {
        Time.RunUntil(() => _running.IsCompleted, "the call is over");
        Time.RunUntil(() => Row.EndedAt is not null, "the call's end is booked");
        Assert.True(_running.IsCompletedSuccessfully, _running.Exception?.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_running.IsCompleted)
        {
            HangUp();
        }

        Assert.DoesNotContain(_logs.Lines, line => line.StartsWith(nameof(LogLevel.Error), StringComparison.Ordinal)
            && (ExpectedError is null || !line.StartsWith($"{nameof(LogLevel.Error)} {ExpectedError}", StringComparison.Ordinal)));
        await _services.GetRequiredService<CallWatchdog>().StopAsync(CancellationToken.None);
        await _services.GetRequiredService<LedgerWriter>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        _pair.Dispose();
        await _store.DisposeAsync();
    }

    private async Task AnswerAsync()
    {
        var answer = await _services.GetRequiredService<IncomingCalls>().AnswerAsync(
            new IncomingCall { CallSid = CallSid, FromNumber = "+14155550100", ToNumber = "+14155550199", Direction = "inbound" }, CancellationToken.None);
        var token = Assert.IsType<CallAnswer.Connect>(answer).Token;
        using var socket = new TwilioMediaSocket(_pair.Server, Time, NullLogger.Instance);
        await using var events = socket.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();
        await Line.StartAsync(CallSid, token);
        while (await events.MoveNextAsync() && events.Current is not StreamStarted)
        {
        }

        var pending = _services.GetRequiredService<StreamTokens>().Redeem(token, CallSid)!;
        pending = IsTest ? pending with { Terms = pending.Terms with { AccountId = null } } : pending;
        await _services.GetRequiredService<CallHost>().RunAsync(pending, new CallStream(socket, events, pending.Number));
    }

    private ServiceProvider Services((string Key, string Value)[] settings, Action<IServiceCollection>? replace)
    {
        var values = new Dictionary<string, string?>
        {
            ["VoiceOps:PublicUrl"] = "https://voice.example.com",
            ["Twilio:AccountSid"] = "AC1",
            ["Twilio:AuthToken"] = "secret",
            ["Deepgram:ApiKey"] = "secret",
            ["ElevenLabs:ApiKey"] = "secret",
            ["ElevenLabs:VoiceId"] = "voice",
            ["Cerebras:ApiKey"] = "secret",
        };
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(_logs).SetMinimumLevel(LogLevel.Information));
        services.AddMetrics();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<IHostApplicationLifetime>(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));
        services.AddSingleton<IDbContextFactory<VoiceOpsContext>>(_store);
        services.AddSingleton<DatabaseSchema>();
        services.AddSingleton(provider => AppVersion.Parse("1.0.0", provider.GetRequiredService<DatabaseSchema>()));
        services.AddLedger(configuration).AddPricing(configuration).AddPersonas()
            .AddTwilio(configuration).AddDeepgram(configuration).AddElevenLabs(configuration).AddCerebras(configuration).AddCalls(configuration);
        services.AddSingleton<WebSocketConnector>((address, _, _) => address.AbsolutePath == "/v1/listen" ? Hear.ConnectAsync(address) : Voice.ConnectAsync(address));
        services.ConfigureHttpClientDefaults(http => http.ConfigurePrimaryHttpMessageHandler(() => new Unowned(Model)));
        services.AddHttpClient("cerebras").ConfigurePrimaryHttpMessageHandler(() => new Unowned(Model));
        services.AddHttpClient("twilio").ConfigurePrimaryHttpMessageHandler(() => new Unowned(Model));
        replace?.Invoke(services);
        return services.BuildServiceProvider();
    }

    /// <summary>The factory disposes of its handlers; the stand-in outlives them.</summary>
    private sealed class Unowned(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override void Dispose(bool disposing)
        {
        }
    }
}
