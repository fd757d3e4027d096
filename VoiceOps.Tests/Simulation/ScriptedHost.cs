using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace VoiceOps.Tests.Simulation;

/// <summary>A host of calls that does what a test tells it to, to see what the simulated caller does.</summary>
internal sealed class ScriptedHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedHost(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public Uri MediaAddress => new UriBuilder(Address) { Scheme = "ws", Path = "/twilio/media" }.Uri;

    /// <summary>What the voice webhook answers; by default a stream to <see cref="MediaAddress"/>.</summary>
    public string? Twiml { get; set; }

    /// <summary>Serves the media stream, given a way to send and the messages that come.</summary>
    public Func<Func<object, Task>, IAsyncEnumerable<JsonElement>, Task> OnMedia { get; set; } = async (send, messages) =>
    {
        await foreach (var _ in messages)
        {
        }
    };

    public List<(string Path, Dictionary<string, string> Fields, string Signature)> Webhooks { get; } = [];

    public string? MediaSignature { get; private set; }

    public static async Task<ScriptedHost> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port: 0));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var host = new ScriptedHost(app);
        app.UseWebSockets();
        app.MapPost("/twilio/voice", async context =>
        {
            await host.TakeAsync(context);
            context.Response.ContentType = "text/xml";
            await context.Response.WriteAsync(host.Twiml
                ?? $"""<Response><Connect><Stream url="{host.MediaAddress}"><Parameter name="token" value="t0k&amp;en"/></Stream></Connect></Response>""");
        });
        app.MapPost("/twilio/status", async context =>
        {
            await host.TakeAsync(context);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        app.MapGet("/twilio/media", host.MediaAsync);
        await app.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        Webhooks.Add((context.Request.Path, form.ToDictionary(field => field.Key, field => field.Value.ToString()), context.Request.Headers["X-Twilio-Signature"].ToString()));
    }

    private async Task MediaAsync(HttpContext context)
    {
        MediaSignature = context.Request.Headers["X-Twilio-Signature"];
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        try
        {
            await OnMedia(
                message => socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, CancellationToken.None),
                MessagesAsync(socket));
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            await foreach (var _ in MessagesAsync(socket))
            {
            }
        }
        catch (WebSocketException)
        {
        }
    }

    private static async IAsyncEnumerable<JsonElement> MessagesAsync(WebSocket socket)
    {
        var buffer = new byte[16 * 1024];
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                yield break;
            }

            yield return JsonDocument.Parse(Encoding.UTF8.GetString(buffer, 0, received.Count)).RootElement;
        }
    }
}
