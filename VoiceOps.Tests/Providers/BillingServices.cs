using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Providers.Cerebras;
using VoiceOps.Voice.Providers.Deepgram;
using VoiceOps.Voice.Providers.ElevenLabs;
using VoiceOps.Voice.Providers.Twilio;

namespace VoiceOps.Tests.Providers;

/// <summary>The providers' own registrations against a stand-in, with the one policy's waits cut to nothing.</summary>
internal sealed class BillingServices : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public BillingServices(string baseUrl, params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)).Concat(
        [
            KeyValuePair.Create<string, string?>("Twilio:ApiBaseUrl", baseUrl),
            KeyValuePair.Create<string, string?>("Twilio:AccountSid", "AC1"),
            KeyValuePair.Create<string, string?>("Twilio:AuthToken", "tw-secret"),
            KeyValuePair.Create<string, string?>("Deepgram:BaseUrl", baseUrl.Replace("http://", "ws://", StringComparison.Ordinal)),
            KeyValuePair.Create<string, string?>("Deepgram:ApiKey", "dg-secret"),
            KeyValuePair.Create<string, string?>("ElevenLabs:BaseUrl", baseUrl),
            KeyValuePair.Create<string, string?>("ElevenLabs:ApiKey", "el-secret"),
            KeyValuePair.Create<string, string?>("Cerebras:BaseUrl", baseUrl + "/v1"),
            KeyValuePair.Create<string, string?>("Cerebras:ApiKey", "cb-secret"),
        ]))).Build();
        _services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs))
            .AddTwilio(configuration).AddDeepgram(configuration).AddElevenLabs(configuration).AddCerebras(configuration)
            .ConfigureAll<HttpStandardResilienceOptions>(options => options.Retry.Delay = TimeSpan.Zero)
            .BuildServiceProvider();
    }

    public RecordedLogs Logs { get; } = new();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
