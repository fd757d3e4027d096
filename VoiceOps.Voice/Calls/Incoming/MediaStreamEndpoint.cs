using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Providers.Twilio;

namespace VoiceOps.Voice.Calls.Incoming;

/// <summary>Takes a media stream's socket, checks its token before any audio is used, and hands it to the host.</summary>
internal sealed class MediaStreamEndpoint(
    CallHost host, StreamTokens tokens, StartingStreams startingStreams, TwilioRequestValidator validator, IOptions<CallOptions> options,
    Refusals refusals, TimeProvider time, ILogger<MediaStreamEndpoint> logger)
{
    public const string TokenParameter = "token";
    public const string Path = "/twilio/media";
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(10);

    /// <summary>A stream of Twilio's, which signs its upgrade.</summary>
    public async Task TakeAsync(HttpContext http)
    {
        if (SignatureProblem(http.Request) is { } problem)
        {
            Refuse(problem);
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await TakeUnsignedAsync(http);
    }

    /// <summary>A stream of a page of ours: a browser signs nothing, and has come no further than pages let it.</summary>
    public async Task TakeUnsignedAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            await http.Response.WriteAsync("This address takes media streams: it speaks websocket only.", http.RequestAborted);
            return;
        }

        using var place = startingStreams.TryEnter(http.Connection.RemoteIpAddress);
        if (place is null)
        {
            Refuse("too many streams wait for their start");
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using var socket = new TwilioMediaSocket(await http.WebSockets.AcceptWebSocketAsync(), time, logger);
        await using var events = socket.ReadAllAsync(http.RequestAborted).GetAsyncEnumerator(http.RequestAborted);
        var started = await StartAsync(socket, events);
        place.Dispose();
        var pending = started is null ? null : tokens.Redeem(started.CustomParameters.GetValueOrDefault(TokenParameter), started.CallSid);
        if (pending is null)
        {
            Refuse(started is null ? "it did not start" : "its token is wrong, used or expired");
            await socket.CloseAsync(http.RequestAborted);
            return;
        }

        await host.RunAsync(pending, new CallStream(socket, events, pending.Number));
    }

    private string? SignatureProblem(HttpRequest request)
    {
        // Without a token only local requests come this far.
        if (!validator.CanValidate)
        {
            return null;
        }

        if (options.Value.PublicUrl is not { } publicUrl)
        {
            return "signatures cannot be checked before VoiceOps:PublicUrl is set";
        }

        var signature = request.Headers[WebhookSignature.Header].ToString();
        return validator.IsValidMediaStream(publicUrl, Path, signature, request.Headers[TwilioRequestValidator.SettingsHeader])
            ? null
            : $"its {WebhookSignature.Header} {(signature.Length == 0 ? "is missing" : "does not match VoiceOps:PublicUrl and Twilio:AuthToken")}";
    }

    private async Task<StreamStarted?> StartAsync(TwilioMediaSocket socket, IAsyncEnumerator<MediaEvent> events)
    {
        var starting = ReadStartAsync(events);
        if (await Task.WhenAny(starting, Task.Delay(StartWithin, time)) != starting)
        {
            // The read is still under way, and ends with the socket.
            socket.Abort();
        }

        return await starting;
    }

    /// <summary>Twilio says "connected", then "start". Whoever says anything else is somebody else.</summary>
    private static async Task<StreamStarted?> ReadStartAsync(IAsyncEnumerator<MediaEvent> events)
    {
        var isConnected = false;
        while (await events.MoveNextAsync())
        {
            switch (events.Current)
            {
                case StreamStarted started:
                    return started;
                case StreamConnected when !isConnected:
                    isConnected = true;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private void Refuse(string reason)
    {
        refusals.Stream(reason);
    }
}
