using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Providers.Twilio;

namespace VoiceOps.Voice.Calls.Ending;

/// <summary>Gives a line back to Twilio when no voice of ours can serve it: to be put through to the fallback number, or to hear an apology.</summary>
internal sealed class CallHandover(TwilioRestClient twilio, IOptions<CallOptions> options, CallsMetrics metrics, TimeProvider time, ILogger<CallHandover> logger)
{
    private const string StatusPath = "/twilio/status";
    private static readonly TimeSpan TellWithin = TimeSpan.FromSeconds(5);

    /// <summary>Whether there is somebody to put a caller through to.</summary>
    public bool CanTransfer => twilio.IsConfigured && options.Value is { FallbackNumber: not null, PublicUrl: not null };

    /// <summary>
    /// Puts the caller through, for as long as a call may be: Twilio ends it then, since nothing of ours is on that line any more. False when there
    /// is no number, or Twilio could not be told, or the line is down.
    /// </summary>
    public Task<bool> TransferAsync(string callSid, string language)
    {
        if (options.Value is not { FallbackNumber: { } number, PublicUrl: { } url })
        {
            return Task.FromResult(false);
        }

        var (sentence, spokenAs) = LineSentence.Of(options.Value.TransferSentence, language, words => words.PutThrough);
        return RedirectAsync(callSid, TwiML.SayAndDial(sentence, number, options.Value.MaxCallDuration, url.TrimEnd('/') + StatusPath, spokenAs), "fallback-number");
    }

    /// <summary>Has Twilio say the apology and hang up. False when it could not be told, or the line is down.</summary>
    public Task<bool> ApologizeAsync(string callSid, string language)
    {
        var (sentence, spokenAs) = LineSentence.Of(options.Value.Apology, language, words => words.Unavailable);
        return RedirectAsync(callSid, TwiML.SayAndHangup(sentence, spokenAs), "apology");
    }

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
            else
            {
                logger.HandoverNotTaken(callSid);
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
