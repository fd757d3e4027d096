using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using System.Xml;
using VoiceOps.Simulation.Audio;
using VoiceOps.Simulation.Lines;
using VoiceOps.Simulation.Twilio;

namespace VoiceOps.Simulation.Callers;

/// <summary>
/// A phone on the simulated network. Its calls reach the host as Twilio's do: the signed webhook, the media websocket,
/// the signed status callback, and nothing else.
/// </summary>
public sealed class SimulatedCaller : IDisposable
{
    private static readonly TimeSpan WebhookTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ReportAfterLoss = TimeSpan.FromSeconds(1);

    private readonly Uri _publicUrl;
    private readonly TwilioSimulator _network;
    private readonly PhraseBook _phrases;
    private readonly LineClock _clock;
    private readonly TimeProvider _time;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    internal SimulatedCaller(Uri publicUrl, TwilioSimulator network, PhraseBook phrases, LineClock clock, TimeProvider time) =>
        (_publicUrl, _network, _phrases, _clock, _time) = (publicUrl, network, phrases, clock, time);

    /// <summary>Places a call and returns when it is over and reported.</summary>
    public Task<CallerResult> PlaceAsync(CallerScript script, CancellationToken cancellationToken) => PlaceAsync(script, null, cancellationToken);

    /// <summary>The same, with its line measured.</summary>
    internal async Task<CallerResult> PlaceAsync(CallerScript script, LineProbe? probe, CancellationToken cancellationToken)
    {
        var call = _network.Place(script.From, script.To);
        var result = new CallerResult
        {
            CallSid = call.Sid,
            Status = "failed",
            EndedBy = CallEnd.Failed,
            DurationSeconds = 0,
            WebhookStatus = null,
            StatusCallbackStatus = null,
        };
        try
        {
            result = await RunAsync(call, script, probe, result, cancellationToken);
        }
        finally
        {
            // Also when cancelled: a phone that is switched off is a call that is over.
            _network.End(call, result.Status);
        }

        result = result with { Status = call.Status, DurationSeconds = call.DurationSeconds };
        return script.ReportsStatus
            ? result with { StatusCallbackStatus = await ReportAsync(call, cancellationToken) }
            : result;
    }

    public void Dispose() => _http.Dispose();

    private async Task<CallerResult> RunAsync(
        NetworkCall call, CallerScript script, LineProbe? probe, CallerResult result, CancellationToken cancellationToken)
    {
        var (status, body) = await PostAsync("twilio/voice", Fields(call), cancellationToken);
        result = result with { WebhookStatus = status };
        if (status != HttpStatusCode.OK)
        {
            return result;
        }

        return await FollowAsync(call, script, probe, body, result, cancellationToken);
    }

    private async Task<CallerResult> FollowAsync(
        NetworkCall call, CallerScript script, LineProbe? probe, string document, CallerResult result, CancellationToken cancellationToken)
    {
        using var line = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.Ended);
        try
        {
            foreach (var verb in Twiml.Parse(document))
            {
                if (verb is Twiml.Reject reject)
                {
                    return result with { Status = reject.Reason == "busy" ? "busy" : "no-answer", EndedBy = CallEnd.Rejected };
                }

                call.Answer();
                result = result with { Status = "completed", EndedBy = CallEnd.Document };
                switch (verb)
                {
                    case Twiml.Say say:
                        result = result with { Announcements = [.. result.Announcements, say.Text] };
                        await Task.Delay(SpeechPace.Of(say.Text.Length), _time, line.Token);
                        break;
                    case Twiml.Pause pause:
                        await Task.Delay(pause.Length, _time, line.Token);
                        break;
                    case Twiml.Connect connect:
                        result = await ConnectAsync(call, script, probe, connect, result, cancellationToken);
                        if (call.Document is { } other)
                        {
                            return await FollowAsync(call, script, probe, other, result, cancellationToken);
                        }

                        if (result.EndedBy != CallEnd.Host)
                        {
                            return result;
                        }

                        break;
                    case Twiml.Dial dial:
                        result = result with { SecondLeg = await DialAsync(call, script, dial, line.Token, cancellationToken) };
                        break;
                    case Twiml.HangUp:
                        return result;
                }
            }
        }
        catch (OperationCanceledException) when (call.EndedByRequest && !cancellationToken.IsCancellationRequested)
        {
            return result with { EndedBy = CallEnd.Request };
        }
        catch (Exception exception) when (exception is XmlException or FormatException or UriFormatException)
        {
            return result with { Status = "failed", EndedBy = CallEnd.Failed };
        }

        return result;
    }

    private async Task<CallerResult> ConnectAsync(
        NetworkCall call, CallerScript script, LineProbe? probe, Twiml.Connect connect, CallerResult result, CancellationToken cancellationToken)
    {
        using var client = new ClientWebSocket();
        client.Options.SetRequestHeader(NetworkSignature.Header, _network.Sign(connect.Address, []));
        client.Options.Proxy = null;
        try
        {
            await client.ConnectAsync(connect.Address, cancellationToken);
        }
        catch (WebSocketException)
        {
            // 31920 at Twilio: the stream does not start, and the answered call ends.
            return result with { EndedBy = CallEnd.Failed };
        }

        using var socket = new SimulatedSocket(client);
        var mouth = new CallerMouth(script, _phrases);
        var line = new MediaLine(socket, mouth, _network.AccountSid, call.Sid, _clock, probe);
        using var talking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.Ended, call.Redirected);
        var end = CallEnd.Host;
        try
        {
            await line.StartAsync(connect.Parameters, talking.Token);
            call.StartStream();
            // Not cancelled with the call: cancelling a receive tears the socket down before it can be closed.
            var hostClosed = IgnoreLossAsync(line.ListenAsync(cancellationToken));
            var talk = line.TalkAsync(script.HangUpAfter, talking.Token);
            var first = await Task.WhenAny(talk, hostClosed, script.HangUpWhen ?? talk);
            // A request is noticed with the next frame, by when the host may have closed its stream as well.
            end = call.EndedByRequest ? CallEnd.Request : first == hostClosed ? CallEnd.Host : CallEnd.Caller;
            await talking.CancelAsync();
            await IgnoreLossAsync(talk);
            await LeaveAsync(client, socket, line, script.HangUp == HangUpWay.SocketLoss && end == CallEnd.Caller, hostClosed, cancellationToken);
        }
        catch (Exception exception) when (exception is WebSocketException || (exception is OperationCanceledException && !call.EndedByRequest && !cancellationToken.IsCancellationRequested))
        {
            // The host is gone, which a socket that was cut in a send tells as a cancellation; the call goes on to its end.
        }
        finally
        {
            call.StopStream();
        }

        return result with
        {
            EndedBy = end,
            Heard = TimeSpan.FromSeconds((double)line.Playback.PlayedBytes / MuLaw.BytesPerSecond),
            Received = TimeSpan.FromSeconds((double)line.Playback.ReceivedBytes / MuLaw.BytesPerSecond),
            Marks = line.Marks,
            Clears = line.Playback.Clears,
            PhrasesSaid = mouth.PhrasesSaid,
            Interruptions = mouth.Interruptions,
            FramesSent = line.FramesSent,
        };
    }

    /// <summary>The second leg is a call of its own, whose end is reported to its own address.</summary>
    private async Task<string> DialAsync(NetworkCall call, CallerScript script, Twiml.Dial dial, CancellationToken line, CancellationToken cancellationToken)
    {
        var leg = _network.Place(call.From, dial.Number);
        leg.Answer();
        try
        {
            await Task.Delay(script.TalkAfterTransfer, _time, line);
        }
        finally
        {
            _network.End(leg, "completed");
        }

        if (dial.StatusCallback is { } address)
        {
            var fields = EndFields(leg);
            fields["ParentCallSid"] = call.Sid;
            fields["Direction"] = "outbound-dial";
            await PostAsync(new Uri(address), fields, cancellationToken);
        }

        return leg.Sid;
    }

    private async Task LeaveAsync(
        ClientWebSocket client, SimulatedSocket socket, MediaLine line, bool isLoss, Task hostClosed, CancellationToken cancellationToken)
    {
        if (isLoss)
        {
            client.Abort();
            // The network tells of the call's end later than the host sees its stream break.
            await Task.Delay(ReportAfterLoss, _time, cancellationToken);
            return;
        }

        if (client.State == WebSocketState.Open)
        {
            await line.StopAsync(cancellationToken);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
        // A host that does not answer the close keeps nobody on the line.
        await Task.WhenAny(hostClosed, Task.Delay(TimeSpan.FromSeconds(2), cancellationToken));
    }

    private static async Task IgnoreLossAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or JsonException or KeyNotFoundException)
        {
            // The other side's loss or nonsense is the end of the stream, as at Twilio.
        }
    }

    private async Task<HttpStatusCode?> ReportAsync(NetworkCall call, CancellationToken cancellationToken) =>
        (await PostAsync("twilio/status", EndFields(call), cancellationToken)).Status;

    private Dictionary<string, string> EndFields(NetworkCall call)
    {
        var fields = Fields(call);
        fields["CallDuration"] = call.DurationSeconds.ToString(CultureInfo.InvariantCulture);
        fields["Duration"] = ((call.DurationSeconds + 59) / 60).ToString(CultureInfo.InvariantCulture);
        fields["CallbackSource"] = "call-progress-events";
        fields["SequenceNumber"] = "0";
        fields["Timestamp"] = _time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        return fields;
    }

    private Task<(HttpStatusCode? Status, string Body)> PostAsync(string path, Dictionary<string, string> fields, CancellationToken cancellationToken) =>
        PostAsync(new Uri(_publicUrl.OriginalString.TrimEnd('/') + "/" + path), fields, cancellationToken);

    private async Task<(HttpStatusCode? Status, string Body)> PostAsync(Uri address, Dictionary<string, string> fields, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add(NetworkSignature.Header, _network.Sign(address, fields));
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(WebhookTimeout);
        try
        {
            using var response = await _http.SendAsync(request, timeout.Token);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(timeout.Token));
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, "");
        }
    }

    private Dictionary<string, string> Fields(NetworkCall call) => new()
    {
        ["AccountSid"] = _network.AccountSid,
        ["ApiVersion"] = "2010-04-01",
        ["CallSid"] = call.Sid,
        ["CallStatus"] = call.Status,
        ["Direction"] = "inbound",
        ["From"] = call.From,
        ["To"] = call.To,
        ["Caller"] = call.From,
        ["Called"] = call.To,
        ["FromCountry"] = "US",
        ["ToCountry"] = "US",
    };
}
