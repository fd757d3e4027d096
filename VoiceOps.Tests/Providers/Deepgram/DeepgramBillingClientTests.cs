using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Providers.Deepgram;
using Xunit;

namespace VoiceOps.Tests.Providers.Deepgram;

public sealed class DeepgramBillingClientTests
{
    private const string Projects = """{"projects":[{"project_id":"p-1","name":"First"},{"project_id":"p-2","name":"Second"}]}""";

    [Theory]
    [InlineData("""{"request":{"request_id":"r-1","code":200,"response":{"details":{"usd":0.018388333333333334,"duration":0.0519,"models":["nova-2"]}}}}""", "0.018388333333333334")]
    [InlineData("""{"request":{"request_id":"r-1","code":200,"response":{"details":{"usd":1e-05}}}}""", "0.00001")]
    [InlineData("""{"request":{"request_id":"r-1","response":{"details":{"duration":0.0519}}}}""", null)]
    [InlineData("""{"request":{"request_id":"r-1","response":null}}""", null)]
    public async Task FindCost_OfTheFirstProject_IsAsToldOrNotKnownYet(string body, string? usd)
    {
        await using var deepgram = RawHttpServer.Answering((200, Projects), (200, body));
        await using var services = new BillingServices(deepgram.BaseUrl);

        var cost = await services.Get<DeepgramBillingClient>().FindCostAsync("r-1", CancellationToken.None);

        Assert.Equal(usd is null ? null : decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture), cost);
        Assert.StartsWith("GET /v1/projects HTTP/1.1\r\n", deepgram.Requests[0]);
        Assert.StartsWith("GET /v1/projects/p-1/requests/r-1 HTTP/1.1\r\n", deepgram.Requests[1]);
        Assert.All(deepgram.Requests, request => Assert.Contains("Authorization: Token dg-secret\r\n", request));
    }

    [Fact]
    public async Task FindCost_UnknownRequestOfTheNamedProject_IsNull()
    {
        await using var deepgram = RawHttpServer.Answering(404, """{"category":"NOT_FOUND","message":"No such request.","request_id":"x"}""");
        await using var services = new BillingServices(deepgram.BaseUrl, ("Deepgram:ProjectId", "mine"));

        Assert.Null(await services.Get<DeepgramBillingClient>().FindCostAsync("r-1", CancellationToken.None));
        Assert.StartsWith("GET /v1/projects/mine/requests/r-1 ", Assert.Single(deepgram.Requests));
    }

    [Fact]
    public async Task GetHours_AddsUpTheDay()
    {
        await using var deepgram = RawHttpServer.Answering(200,
            """{"start":"2026-11-20","end":"2026-11-20","resolution":{"units":"day","amount":1},"results":[{"hours":1.5,"total_hours":1.5,"requests":40,"grouping":{"start":"2026-11-20"}},{"hours":0.25,"requests":2}]}""");
        await using var services = new BillingServices(deepgram.BaseUrl, ("Deepgram:ProjectId", "mine"));

        Assert.Equal(1.75m, await services.Get<DeepgramBillingClient>().GetHoursAsync(new DateOnly(2026, 11, 20), CancellationToken.None));
        Assert.StartsWith("GET /v1/projects/mine/usage/breakdown?start=2026-11-20&end=2026-11-20 ", Assert.Single(deepgram.Requests));
    }

    [Fact]
    public async Task ListBalances_AreAsTold()
    {
        await using var deepgram = RawHttpServer.Answering(200, """{"balances":[{"balance_id":"b","amount":186.25,"units":"USD","purchase_order_id":"po"},{"balance_id":"c","amount":3,"units":"USD"}]}""");
        await using var services = new BillingServices(deepgram.BaseUrl, ("Deepgram:ProjectId", "mine"));

        Assert.Equal([186.25m, 3m], (await services.Get<DeepgramBillingClient>().ListBalancesAsync(CancellationToken.None)).Select(balance => balance.Amount));
    }

    [Fact]
    public async Task ListBalances_KeyWithoutTheRight_NamesTheRight()
    {
        await using var deepgram = RawHttpServer.Answering(403, """{"category":"INSUFFICIENT_PERMISSIONS","message":"User does not have sufficient permissions.","request_id":"x"}""");
        await using var services = new BillingServices(deepgram.BaseUrl, ("Deepgram:ProjectId", "mine"));

        var fault = await Assert.ThrowsAsync<ProviderException>(() => services.Get<DeepgramBillingClient>().ListBalancesAsync(CancellationToken.None));

        Assert.StartsWith("deepgram: refused the key (HTTP 403), check Deepgram:ApiKey and its rights (usage:read, billing:read): ", fault.Message, StringComparison.Ordinal);
    }
}
