using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Providers;
using VoiceOps.Voice.Providers.Cerebras;
using VoiceOps.Voice.Providers.Deepgram;
using VoiceOps.Voice.Providers.ElevenLabs;
using VoiceOps.Voice.Providers.Twilio;
using Xunit;

namespace VoiceOps.Tests.Providers;

public sealed class ProviderRegistrationTests
{
    [Fact]
    public async Task Start_WithoutKeys_StartsAndTellsWhichSettingsAreMissing()
    {
        using var host = Build([]);

        await host.StartAsync();

        Assert.Equal(
            [
                ("twilio", "Twilio:AccountSid, Twilio:AuthToken"),
                ("deepgram", "Deepgram:ApiKey"),
                ("elevenlabs", "ElevenLabs:ApiKey"),
                ("cerebras", "Cerebras:ApiKey"),
            ],
            host.Services.GetRequiredService<ProviderHealth>().Read().Select(state => (state.Service, string.Join(", ", state.MissingSettings))));
    }

    [Fact]
    public async Task Start_WithAllKeys_HasEveryProviderConfigured()
    {
        using var host = Build(new()
        {
            ["Twilio:AccountSid"] = "AC1",
            ["Twilio:AuthToken"] = "t",
            ["Deepgram:ApiKey"] = "d",
            ["ElevenLabs:ApiKey"] = "e",
            ["Cerebras:ApiKey"] = "c",
            ["Deepgram:BaseUrl"] = "ws://127.0.0.1:1",
            ["ElevenLabs:BaseUrl"] = "http://localhost:1/",
            ["Cerebras:BaseUrl"] = "http://[::1]:1/v1",
        });

        await host.StartAsync();

        Assert.All(host.Services.GetRequiredService<ProviderHealth>().Read(), state => Assert.True(state.IsConfigured));
    }

    [Theory]
    [InlineData("Twilio:ApiBaseUrl", "http://api.twilio.com", "plain http is allowed on a loopback address only, use https.")]
    [InlineData("Deepgram:BaseUrl", "ws://api.deepgram.com", "plain ws is allowed on a loopback address only, use wss.")]
    [InlineData("Deepgram:BaseUrl", "", "must be an absolute address with wss, ws, https, http")]
    [InlineData("ElevenLabs:BaseUrl", "api.elevenlabs.io", "must be an absolute address with https, http")]
    [InlineData("ElevenLabs:BaseUrl", "https://api.elevenlabs.io?x=1", "it must have no query and no fragment.")]
    [InlineData("Cerebras:BaseUrl", "ftp://api.cerebras.ai", "must be an absolute address with https, http")]
    [InlineData("Deepgram:Model", " ", "must not be empty.")]
    [InlineData("Deepgram:MaxConcurrent", "0", "must be above 0, or left out for no limit; it is 0.")]
    [InlineData("ElevenLabs:MaxConcurrent", "-5", "must be above 0, or left out for no limit; it is -5.")]
    [InlineData("Cerebras:RequestsPerMinute", "0", "must be above 0, or left out for no limit; it is 0.")]
    [InlineData("Resilience:AnswerTimeout", "00:02:00", "must be 0.1 seconds to 1 minute")]
    [InlineData("Resilience:ReconnectAttempts", "-1", "must be 0 to 20; it is -1.")]
    public async Task Start_WithASettingThatCannotBeUsed_IsRefusedNamingIt(string key, string value, string problem)
    {
        using var host = Build(new() { [key] = value });

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(key, refused.Message);
        Assert.Contains(problem, refused.Message);
    }

    private static IHost Build(Dictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services
            .AddTwilio(builder.Configuration)
            .AddDeepgram(builder.Configuration)
            .AddElevenLabs(builder.Configuration)
            .AddCerebras(builder.Configuration);
        return builder.Build();
    }
}
