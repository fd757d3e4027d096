using System.Text;
using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Providers;
using VoiceOps.Voice.Providers.Twilio;
using Xunit;

namespace VoiceOps.Tests.Providers.Twilio;

public sealed class TwilioBillingClientTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);

    [Theory]
    [InlineData("""{"sid":"CA1","status":"completed","duration":"4","price":"-0.200","price_unit":"USD","queue_time":"1000"}""", "-0.200", 4)]
    [InlineData("""{"sid":"CA1","status":"completed","duration":"4","price":null,"price_unit":"USD"}""", null, 4)]
    [InlineData("""{"sid":"CA1","status":"no-answer","duration":"","price":null,"price_unit":null,"start_time":""}""", null, null)]
    public async Task FindCall_PriceAndDuration_AreAsTold(string body, string? price, int? seconds)
    {
        await using var twilio = RawHttpServer.Answering(200, body);
        await using var services = new BillingServices(twilio.BaseUrl);

        var call = await services.Get<TwilioBillingClient>().FindCallAsync("CA1", CancellationToken.None);

        Assert.Equal((price is null ? (decimal?)null : Exact(price), seconds), (call!.Price, call.DurationSeconds));
        var request = Assert.Single(twilio.Requests);
        Assert.StartsWith("GET /2010-04-01/Accounts/AC1/Calls/CA1.json HTTP/1.1\r\n", request);
        Assert.Contains($"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("AC1:tw-secret"))}\r\n", request);
    }

    [Fact]
    public async Task FindCall_Unknown_IsNull()
    {
        await using var twilio = RawHttpServer.Answering(404, """{"code":20404,"message":"The requested resource was not found","status":404}""");
        await using var services = new BillingServices(twilio.BaseUrl);

        Assert.Null(await services.Get<TwilioBillingClient>().FindCallAsync("CA1", CancellationToken.None));
    }

    [Fact]
    public async Task FindCall_WrongKey_IsAskedOnceAndToldInWordsThatLeaveTheCallsHealthAlone()
    {
        await using var twilio = RawHttpServer.Answering(401, """{"code":20003,"message":"Authenticate","status":401}""");
        await using var services = new BillingServices(twilio.BaseUrl);

        var fault = await Assert.ThrowsAsync<ProviderException>(() => services.Get<TwilioBillingClient>().FindCallAsync("CA1", CancellationToken.None));

        Assert.Equal("twilio: refused the key (HTTP 401), check Twilio:AccountSid and Twilio:AuthToken: Authenticate (20003)", fault.Message);
        Assert.Single(twilio.Requests);
        Assert.All(services.Get<ProviderHealth>().Read(), state => Assert.False(state.IsFaulted));
        Assert.DoesNotContain(services.Logs.Lines, line => line.Contains("tw-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FindCall_TooFast_IsAskedAgain()
    {
        await using var twilio = RawHttpServer.Answering(
            (429, """{"code":20429,"message":"Too Many Requests","status":429}"""), (200, """{"sid":"CA1","price":"-0.0085","price_unit":"USD","duration":"61"}"""));
        await using var services = new BillingServices(twilio.BaseUrl);

        Assert.Equal(-0.0085m, (await services.Get<TwilioBillingClient>().FindCallAsync("CA1", CancellationToken.None))!.Price);
        Assert.Equal(2, twilio.Requests.Count);
    }

    [Fact]
    public async Task FindCall_AnswerThatIsNoJson_IsAFault()
    {
        await using var twilio = RawHttpServer.Answering(200, "<html>");
        await using var services = new BillingServices(twilio.BaseUrl);

        var fault = await Assert.ThrowsAsync<ProviderException>(() => services.Get<TwilioBillingClient>().FindCallAsync("CA1", CancellationToken.None));

        Assert.StartsWith("twilio: sent an answer that cannot be read:", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListDailyUsage_SeveralPages_FollowsTheirAddressesWithTheKey()
    {
        await using var twilio = RawHttpServer.Answering(
            (200, Page("2026-11-20", "2.19", "/2010-04-01/Accounts/AC1/Usage/Records/Daily.json?Category=calls&Page=1&PageToken=PT1")), (200, Page("2026-11-19", "1.50", null)));
        await using var services = new BillingServices(twilio.BaseUrl);

        var records = await services.Get<TwilioBillingClient>().ListDailyUsageAsync("calls", Day.AddDays(-1), Day, CancellationToken.None);

        Assert.Equal([(Day, 2.19m, "usd"), (Day.AddDays(-1), 1.50m, "usd")], records.Select(record => (record.StartDate, record.Price!.Value, record.PriceUnit!)));
        Assert.StartsWith("GET /2010-04-01/Accounts/AC1/Usage/Records/Daily.json?Category=calls&StartDate=2026-11-19&EndDate=2026-11-20&PageSize=100 ", twilio.Requests[0]);
        Assert.StartsWith("GET /2010-04-01/Accounts/AC1/Usage/Records/Daily.json?Category=calls&Page=1&PageToken=PT1 ", twilio.Requests[1]);
        Assert.All(twilio.Requests, request => Assert.Contains("Authorization: Basic ", request));
    }

    [Fact]
    public async Task ListDailyUsage_NextPageAtAnotherHost_DoesNotGetTheKey()
    {
        await using var twilio = RawHttpServer.Answering(200, Page("2026-11-20", "2.19", "https://elsewhere.example/next"));
        await using var services = new BillingServices(twilio.BaseUrl);

        var fault = await Assert.ThrowsAsync<ProviderException>(() => services.Get<TwilioBillingClient>().ListDailyUsageAsync("calls", Day, Day, CancellationToken.None));

        Assert.Equal("twilio: names a next page that is no path: https://elsewhere.example/next", fault.Message);
        Assert.Single(twilio.Requests);
    }

    [Theory]
    [InlineData("\"0.05\"", "0.05")]
    [InlineData("\"1234567890.123456789\"", "1234567890.123456789")]
    [InlineData("1234567890.123456789", "1234567890.123456789")]
    public async Task GetBalance_IsAsTold_ToTheLastDigit(string told, string expected)
    {
        await using var twilio = RawHttpServer.Answering(200, $$"""{"account_sid":"AC1","balance":{{told}},"currency":"USD"}""");
        await using var services = new BillingServices(twilio.BaseUrl);

        var balance = await services.Get<TwilioBillingClient>().GetBalanceAsync(CancellationToken.None);

        Assert.Equal((Exact(expected), "USD"), (balance.Balance, balance.Currency));
        Assert.StartsWith("GET /2010-04-01/Accounts/AC1/Balance.json ", Assert.Single(twilio.Requests));
    }

    [Theory]
    [InlineData("\"1234567890.123456789\"")]
    [InlineData("1234567890.123456789")]
    public async Task Prices_TextOrNumber_LoseNoDigit(string told)
    {
        await using var twilio = RawHttpServer.Answering(
            (200, $$"""{"sid":"CA1","price":{{told}},"price_unit":"USD","duration":"61"}"""),
            (200, $$"""{"usage_records":[{"category":"calls","start_date":"2026-11-20","end_date":"2026-11-20","price":{{told}},"usage":"219"}]}"""));
        await using var services = new BillingServices(twilio.BaseUrl);
        var client = services.Get<TwilioBillingClient>();

        Assert.Equal(1234567890.123456789m, (await client.FindCallAsync("CA1", CancellationToken.None))!.Price);
        Assert.Equal(1234567890.123456789m, (await client.ListDailyUsageAsync("calls", Day, Day, CancellationToken.None)).Single().Price);
    }

    private static decimal Exact(string figure) => decimal.Parse(figure, System.Globalization.CultureInfo.InvariantCulture);

    private static string Page(string day, string price, string? next) =>
        $$"""
        {"usage_records":[{"account_sid":"AC1","category":"calls","count":null,"start_date":"{{day}}","end_date":"{{day}}","price":"{{price}}","price_unit":"usd","usage":"219","usage_unit":"minutes"}],
         "page":0,"page_size":100,"next_page_uri":{{(next is null ? "null" : $"\"{next}\"")}}}
        """;
}
