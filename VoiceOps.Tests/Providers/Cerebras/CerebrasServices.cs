using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Providers.Cerebras;

namespace VoiceOps.Tests.Providers.Cerebras;

/// <summary>The client as the program registers it, pointed at a test's own server and clock.</summary>
internal static class CerebrasServices
{
    public static ServiceProvider Of(string baseUrl, string? key, TimeProvider time, RecordedLogs logs)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Cerebras:BaseUrl"] = $"{baseUrl}/v1",
            ["Cerebras:ApiKey"] = key,
        }).Build();
        return new ServiceCollection()
            .AddSingleton(time)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs))
            .AddCerebras(configuration)
            .BuildServiceProvider();
    }
}
