using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Calls.Incoming;

namespace VoiceOps.Voice.Calls.Ending;

/// <summary>A server that is asked to stop: from then on new calls are turned away, and those that are on may finish.</summary>
internal sealed class CallDrain(LiveCalls liveCalls, StreamTokens tokens, IOptions<CallOptions> options, TimeProvider time, ILogger<CallDrain> logger)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(200);

    private volatile bool _hasBegun;

    public bool HasBegun => _hasBegun;

    /// <summary>Returns when no call is on any more, or <c>VoiceOps:DrainTimeout</c> has passed, or somebody has lost patience.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        _hasBegun = true;
        var started = time.GetTimestamp();
        if (Count > 0)
        {
            logger.Draining(Count, options.Value.DrainTimeout);
        }

        while (Count > 0 && time.GetElapsedTime(started) < options.Value.DrainTimeout && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(LookAgainAfter, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (Count > 0)
        {
            logger.DrainCutShort(Count);
        }
    }

    private int Count => liveCalls.Count + tokens.CountBut(liveCalls);
}
