using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Providers.Twilio;

namespace VoiceOps.Voice.Calls.Incoming;

/// <summary><c>POST /twilio/voice</c>: Twilio asks what to do with a call.</summary>
internal sealed class VoiceWebhook(WebhookSignature signature, IncomingCalls calls, IOptions<CallOptions> options)
{
    public async Task AnswerAsync(HttpContext http)
    {
        if (await signature.ReadCallAsync(http) is not { } form)
        {
            return;
        }

        // Twilio gives up after 15 s and the caller with it, but a call that was recorded must not be half recorded.
        var answer = await calls.AnswerAsync(new IncomingCall
        {
            CallSid = form["CallSid"].ToString(),
            FromNumber = form["From"],
            ToNumber = form["To"],
            Direction = form["Direction"].ToString() is { Length: > 0 } direction ? direction : CallDirection.Inbound,
        }, CancellationToken.None);
        http.Response.ContentType = TwiML.ContentType;
        await http.Response.WriteAsync(Write(answer), http.RequestAborted);
    }

    private string Write(CallAnswer answer) => answer switch
    {
        CallAnswer.Connect connect => TwiML.ConnectStream(
            TwilioRequestValidator.MediaStreamUrl(options.Value.PublicUrl!, MediaStreamEndpoint.Path),
            KeyValuePair.Create(MediaStreamEndpoint.TokenParameter, connect.Token)),
        CallAnswer.Apologize apology => TwiML.SayAndHangup(apology.Sentence, apology.Language),
        _ => TwiML.Reject(isBusy: true),
    };
}
