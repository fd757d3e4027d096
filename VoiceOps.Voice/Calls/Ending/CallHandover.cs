using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Providers.Twilio;

namespace VoiceOps.Voice.Calls.Ending;

/// <summary>Gives a line back to Twilio when no voice of ours can serve it: to be put through to the fallback number, or to hear an apology.</summary>
internal sealed class CallHandover(TwilioRestClient twilio, IOptions<CallOptions> options, CallsMetrics metrics, TimeProvider time, ILogger<CallHandover> logger)
{
    private const string StatusPath = "/twilio/status";
    private static readonly TimeSpan TellWithin = TimeSpan.FromSeconds(5);

    /// <summary>Puts the caller through. False when there is no number, or Twilio could not be told, or the line is down.</summary>
    public Task<bool> TransferAsync(string callSid) => options.Value is { FallbackNumber: { } number, PublicUrl: { } url }
        ? RedirectAsync(callSid, TwiML.SayAndDial(options.Value.TransferSentence, number, url.TrimEnd('/') + StatusPath), "fallback-number")
        : Task.FromResult(false);

    /// <summary>Has Twilio say the apology and hang up. False when it could not be told, or the line is down.</summary>
    public Task<bool> ApologizeAsync(string callSid) => RedirectAsync(callSid, TwiML.SayAndHangup(options.Value.Apology), "apology");

    private async Task<bool> RedirectAsync(string callSid, string twiml, string to)
    {
        if (!twilio.IsConfigured)
        {
            return false;
        }

        try
        {
            using var patience = new CancellationTokenSource(TellWithin, time);
            var isTaken = await twilio.RedirectCallAsync(callSid, twiml, patience.Token);
            if (isTaken)
            {
                metrics.HandedOver(to);
            }

            return isTaken;
        }
        catch (Exception exception)
        {
            logger.HandoverFailed(exception, callSid);
            return false;
        }
    }
}
