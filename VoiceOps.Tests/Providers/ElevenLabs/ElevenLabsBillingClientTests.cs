using System.Globalization;
using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Providers.ElevenLabs;
using Xunit;

namespace VoiceOps.Tests.Providers.ElevenLabs;

public sealed class ElevenLabsBillingClientTests
{
    [Fact]
    public async Task ListCredits_OfDaysAndModels_LeavesOutWhatIsZeroOrOutside()
    {
        // 2026-11-19 and 2026-11-20, midnight UTC, and a day that was not asked for.
        await using var elevenLabs = RawHttpServer.Answering(200,
            """{"time":[1795046400000,1795132800000,1795219200000],"usage":{"eleven_flash_v2_5":[1250.5,0,7],"Eleven Multilingual v2":[0,40,0]}}""");
        await using var services = new BillingServices(elevenLabs.BaseUrl);
        var day = new DateOnly(2026, 11, 19);

        var days = await services.Get<ElevenLabsBillingClient>().ListCreditsAsync(day, day.AddDays(1), CancellationToken.None);

        Assert.Equal([(day, "eleven_flash_v2_5", 1250.5m), (day.AddDays(1), "Eleven Multilingual v2", 40m)], days.Select(told => (told.Day, told.Model, told.Credits)));
        Assert.StartsWith(
            "GET /v1/usage/character-stats?start_unix=1795046400000&end_unix=1795219199999&breakdown_type=model&aggregation_interval=day&metric=credits ",
            Assert.Single(elevenLabs.Requests));
        Assert.Contains("xi-api-key: el-secret\r\n", elevenLabs.Requests[0]);
    }

    [Fact]
    public async Task ListCredits_OfATimeThatNoCalendarHas_KeepsTheOthers()
    {
        await using var elevenLabs = RawHttpServer.Answering(200, """{"time":[1795046400000,9223372036854775807],"usage":{"eleven_flash_v2_5":[1250.5,7]}}""");
        await using var services = new BillingServices(elevenLabs.BaseUrl);
        var day = new DateOnly(2026, 11, 19);

        var days = await services.Get<ElevenLabsBillingClient>().ListCreditsAsync(day, day, CancellationToken.None);

        Assert.Equal([(day, 1250.5m)], days.Select(told => (told.Day, told.Credits)));
    }

    [Fact]
    public async Task ListModels_TellsCreditsACharacter()
    {
        await using var elevenLabs = RawHttpServer.Answering(200,
            """[{"model_id":"eleven_flash_v2_5","name":"Eleven Flash v2.5","token_cost_factor":1.0,"model_rates":{"character_cost_multiplier":0.5}},{"model_id":"old","name":null,"model_rates":null}]""");
        await using var services = new BillingServices(elevenLabs.BaseUrl);

        var models = await services.Get<ElevenLabsBillingClient>().ListModelsAsync(CancellationToken.None);

        Assert.Equal(["eleven_flash_v2_5", "old"], models.Select(model => model.ModelId));
        Assert.Equal((0.5m, true, false), (models[0].ModelRates!.CharacterCostMultiplier, models[0].IsNamed("eleven flash V2.5"), models[1].IsNamed("else")));
    }

    [Fact]
    public async Task GetSubscription_IsAsTold()
    {
        await using var elevenLabs = RawHttpServer.Answering(200,
            """{"tier":"creator","character_count":17231,"character_limit":100000,"can_extend_character_limit":true,"next_character_count_reset_unix":1738356858,"currency":"usd","status":"active","next_invoice":null}""");
        await using var services = new BillingServices(elevenLabs.BaseUrl);

        var plan = await services.Get<ElevenLabsBillingClient>().GetSubscriptionAsync(CancellationToken.None);

        Assert.Equal((17231m, 100000m, true, 1738356858L), (plan.CharacterCount, plan.CharacterLimit, plan.CanExtendCharacterLimit, plan.NextCharacterCountResetUnix));
    }

    [Theory]
    [InlineData("1738356858", "2025-01-31T20:54:18Z")]
    [InlineData("9223372036854775807", null)]
    [InlineData("0", null)]
    [InlineData("null", null)]
    public async Task GetSubscription_ResetsAt_IsATimeOfTheCalendarOrNone(string told, string? expected)
    {
        await using var elevenLabs = RawHttpServer.Answering(200, $$"""{"character_count":1,"character_limit":2,"next_character_count_reset_unix":{{told}}}""");
        await using var services = new BillingServices(elevenLabs.BaseUrl);

        var plan = await services.Get<ElevenLabsBillingClient>().GetSubscriptionAsync(CancellationToken.None);

        Assert.Equal(expected, plan.ResetsAt?.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task GetSubscription_WrongKey_IsToldInWords()
    {
        await using var elevenLabs = RawHttpServer.Answering(401, """{"detail":{"status":"missing_permissions","message":"The API key is missing the permission user_read"}}""");
        await using var services = new BillingServices(elevenLabs.BaseUrl);

        var fault = await Assert.ThrowsAsync<ProviderException>(() => services.Get<ElevenLabsBillingClient>().GetSubscriptionAsync(CancellationToken.None));

        Assert.StartsWith("elevenlabs: refused the key (HTTP 401), check ElevenLabs:ApiKey and its rights (user read): The API key is missing", fault.Message, StringComparison.Ordinal);
    }
}
