using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Providers.Twilio;

namespace VoiceOps.Voice.Calls;

/// <summary>
/// Owns one call from its media stream's start to its last committed row: starts the loops, awaits the first to end, closes
/// the providers in their own way, and always records the end, once.
/// </summary>
internal sealed class CallSession(PendingStream pending, CallLine line, CallSessionContext context)
{
    private static readonly TimeSpan HangUpTime = TimeSpan.FromSeconds(5);

    /// <summary>Longer than any goodbye takes to be heard.</summary>
    private static readonly TimeSpan GoodbyeTime = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource<string> _endRequested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Call _call = pending.Call;

    /// <summary>Asks the call to end; the first reason stands.</summary>
    public void End(string reason) => _endRequested.TrySetResult(reason);

    public async Task RunAsync()
    {
        using var scope = context.Logger.BeginScope("CallSid:{CallSid}", _call.CallSid);
        var meters = new CallMeters(_call.Id, _call.CallSid, pending.Terms, context.Time);
        if (context.MetersMediaStreams && !pending.Terms.IsTest)
        {
            meters.StreamStarted();
        }

        var live = new LiveCall { Call = _call, Persona = pending.Persona.Name, Meters = meters, End = End };
        if (!context.LiveCalls.TryAdd(live))
        {
            // A second stream of a call that is on: the first one owns it.
            await line.CloseAsync();
            return;
        }

        try
        {
            meters.CommitWith(CallRecords.Answer(_call.Id, meters.AnsweredAt));
            if (!context.Writer.TryOpen(meters))
            {
                // Something else is being posted for this call, so it is over already; a call has one set of meters.
                await line.CloseAsync();
                return;
            }

            var agent = new CallAgent(pending, line, meters, context);
            var (reason, fault) = await ConverseAsync(agent, meters);
            Record(meters, agent, reason, fault);
        }
        finally
        {
            context.LiveCalls.Remove(live);
            context.Tokens.Revoke(_call.Id);
        }
    }

    private async Task<(string Reason, Exception? Fault)> ConverseAsync(CallAgent agent, CallMeters meters)
    {
        using var ending = new CancellationTokenSource();
        var hearing = line.ReadAsync(agent);
        var talking = agent.RunAsync(ending.Token);
        var limit = Task.Delay(context.Options.MaxCallDuration, context.Time, ending.Token);
        var watching = WatchLineAsync(ending.Token);

        var first = await Task.WhenAny(hearing, talking, limit, watching, _endRequested.Task);
        var asked = first == limit ? EndedReason.MaxDuration : first == _endRequested.Task ? await _endRequested.Task : null;
        if (asked is EndedReason.MaxDuration or EndedReason.ServerStop && await agent.SayGoodbyeAsync())
        {
            await Task.WhenAny(hearing, talking, watching, Task.Delay(GoodbyeTime, context.Time, ending.Token));
        }

        meters.StopClock();
        await ending.CancelAsync();
        var (reason, fault) = asked is not null ? (asked, null)
            : first == hearing ? (await EndOfLineAsync(hearing), null)
            : first == watching ? (EndedReason.SocketLost, null)
            : await EndOfTalkAsync(talking);

        try
        {
            await Task.WhenAll(HangUpAsync(hearing, reason), FinishAsync(talking, agent));
        }
        catch (Exception exception)
        {
            // Whatever closing runs into, the end is recorded.
            context.Logger.CloseFailed(exception, _call.CallSid, "call");
        }

        return (reason, fault);
    }

    /// <summary>How the conversation ended by itself.</summary>
    private static async Task<(string Reason, Exception? Fault)> EndOfTalkAsync(Task<ConversationEnd> talking)
    {
        await ((Task)talking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return talking.Exception?.InnerException switch
        {
            null when talking.Result.Outcome == ConversationOutcome.ProviderFailed => (EndedReason.ProviderFailed, talking.Result.Fault),
            null => (EndedReason.AgentHangup, null),
            ProviderException { Service: ServiceNames.Twilio } fault => (EndedReason.SocketLost, fault),
            ProviderException fault => (EndedReason.ProviderFailed, fault),
            var fault => (EndedReason.InternalError, fault),
        };
    }

    /// <summary>Ends when the line has been quiet for so long that it can only be gone: a peer may vanish without a word.</summary>
    private async Task WatchLineAsync(CancellationToken cancellationToken)
    {
        while (context.Options.LineLostAfter - line.Quiet is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, context.Time, cancellationToken);
        }
    }

    private async Task FinishAsync(Task talking, CallAgent agent)
    {
        // A send that is stuck ends when its socket is cut, which closing does.
        await talking.WaitAsync(HangUpTime, context.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await agent.CloseAsync();
        await talking.WaitAsync(HangUpTime, context.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>How the line ended by itself; a stream that breaks is a lost socket.</summary>
    private static async Task<string> EndOfLineAsync(Task<bool> hearing)
    {
        await ((Task)hearing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return hearing.IsCompletedSuccessfully && hearing.Result ? EndedReason.CallerHangup : EndedReason.SocketLost;
    }

    private async Task HangUpAsync(Task<bool> hearing, string reason)
    {
        // With nothing after </Connect> the line ends when its stream closes; Twilio answers the close while it is still read.
        await line.CloseAsync();
        await ((Task)hearing).WaitAsync(HangUpTime, context.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!hearing.IsCompleted)
        {
            line.Abort();
            await ((Task)hearing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (reason == EndedReason.CallerHangup || pending.Terms.IsTest || !context.Twilio.IsConfigured)
        {
            return;
        }

        // A socket that is stuck or lost does not end the line: Twilio is told as well.
        try
        {
            using var patience = new CancellationTokenSource(HangUpTime, context.Time);
            await context.Twilio.CompleteCallAsync(_call.CallSid, patience.Token);
        }
        catch (Exception exception)
        {
            context.Logger.HangUpFailed(exception, _call.CallSid);
        }
    }

    private void Record(CallMeters meters, CallAgent agent, string reason, Exception? fault)
    {
        switch (fault)
        {
            case ProviderException:
                context.Logger.ProviderFailed(fault, _call.CallSid);
                break;
            case not null when reason == EndedReason.InternalError:
                context.Logger.Faulted(fault, _call.CallSid);
                break;
        }

        var missing = MissingUsage.Explain([ServiceNames.Twilio, .. meters.Read().ServicesUsed], fault as ProviderException);
        meters.Advance();
        var waste = agent.Waste;
        meters.End(CallRecords.Close(_call.Id, () => new CallClosing
        {
            Status = CallStatus.Completed,
            EndedReason = reason,
            EndedDetail = reason is EndedReason.ProviderFailed or EndedReason.InternalError ? fault?.Message : null,
            MissingUsage = missing,
            EndedAt = meters.AnsweredAt + meters.Elapsed,
            DurationSeconds = meters.DurationSeconds,
            Waste = waste,
        }), waste);

        context.Metrics.Ended(meters.Elapsed, reason);
        var figures = meters.Read();
        context.Logger.Ended(
            _call.CallSid, reason, meters.DurationSeconds, $"${figures.Cost}",
            CostOf(ServiceNames.Twilio), CostOf(ServiceNames.Deepgram), CostOf(ServiceNames.ElevenLabs), CostOf(ServiceNames.Cerebras),
            $"${figures.Revenue}", missing ?? "none");

        string CostOf(string service) =>
            (figures.CostByService.TryGetValue(service, out var cost) ? $"${cost}" : "")
            + (figures.UnpricedServices.Contains(service) ? "(unpriced)" : figures.CostByService.ContainsKey(service) ? "" : "$0.000000");
    }
}
