using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Web.Hosting;
using Xunit;

namespace VoiceOps.Tests.Hosting;

/// <summary>Guards that a refused or unknown webhook never answers the world with a page.</summary>
public sealed class StatusPageTests
{
    [Theory]
    [InlineData("/no-such-page", HttpStatusCode.NotFound, "the page")]
    [InlineData("/twilio/voice", HttpStatusCode.Forbidden, "")]
    [InlineData("/twilio/no-such-webhook", HttpStatusCode.NotFound, "")]
    [InlineData("/health/no-such-check", HttpStatusCode.NotFound, "")]
    public async Task Status_OfAPath_IsAPageForPeopleAlone(string path, HttpStatusCode status, string body)
    {
        await using var app = await StartAsync();

        using var response = await app.GetTestClient().GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/page", HttpStatusCode.OK)]
    [InlineData("/no-such-page", HttpStatusCode.NotFound)]
    public async Task Head_OfAPath_AnswersAsGetDoes(string path, HttpStatusCode status)
    {
        await using var app = await StartAsync();

        using var response = await app.GetTestClient().SendAsync(new HttpRequestMessage(HttpMethod.Head, path), TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("localhost:99999")]
    [InlineData("[::1")]
    [InlineData("localhost:5080/page")]
    [InlineData("somebody@localhost")]
    [InlineData("local host")]
    [InlineData("localhost?x=1")]
    public async Task Host_ThatIsNone_IsABadRequest(string host)
    {
        await using var app = await StartAsync();

        var context = await app.GetTestServer().SendAsync(request =>
        {
            request.Request.Path = "/page";
            request.Request.Headers.Host = host;
        }, TestContext.Current.CancellationToken);

        Assert.Equal(StatusCodes.Status400BadRequest, context.Response.StatusCode);
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.Configure<TwilioOptions>(options => options.AuthToken = "token");
        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Loopback;
            return next(context);
        });
        app.UseHosting();
        app.MapGet("/page", () => "a page");
        app.MapGet("/not-found", () => Results.Text("the page", statusCode: 404));
        app.MapGet("/twilio/voice", () => Results.StatusCode(403));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
