using Microsoft.Extensions.Logging;
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

    private readonly TaskCompletionSource<string> _endRequested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Call _call = pending.Call;

    /// <summary>Asks the call to end; the first reason stands.</summary>
    public void End(string reason) => _endRequested.TrySetResult(reason);

    public async Task RunAsync()
    {
        using var scope = context.Logger.BeginScope("CallSid:{CallSid}", _call.CallSid);
        var meters = new CallMeters(_call.Id, _call.CallSid, pending.Terms, context.Time);
        var live = new LiveCall { Call = _call, Persona = pending.Persona.Name, Meters = meters, End = End };
        if (!context.LiveCalls.TryAdd(live))
        {
            // A second stream of a call that is on: the first one owns it.
            await line.CloseAsync();
            return;
        }

        meters.CommitWith(CallRecords.Answer(_call.Id, meters.AnsweredAt));
        context.Writer.TryOpen(meters);
        try
        {
            var (reason, fault) = await ConverseAsync(meters);
            Record(meters, reason, fault);
        }
        finally
        {
            context.LiveCalls.Remove(live);
        }
    }

    private async Task<(string Reason, Exception? Fault)> ConverseAsync(CallMeters meters)
    {
        using var ending = new CancellationTokenSource();
        var agent = new CallAgent(pending, line, meters, context);
        var hearing = line.ReadAsync(agent);
        var talking = agent.RunAsync(ending.Token);
        var limit = Task.Delay(context.Options.MaxCallDuration, context.Time, ending.Token);

        var first = await Task.WhenAny(hearing, talking, limit, _endRequested.Task);
        meters.StopClock();
        await ending.CancelAsync();
        var fault = first == talking ? talking.Exception?.InnerException : null;
        var reason = first == hearing ? await EndOfLineAsync(hearing)
            : first == limit ? EndedReason.MaxDuration
            : first == _endRequested.Task ? await _endRequested.Task
            : fault is null ? EndedReason.AgentHangup
            : fault is ProviderException { Service: ServiceNames.Twilio } ? EndedReason.SocketLost
            : fault is ProviderException ? EndedReason.ProviderFailed
            : EndedReason.InternalError;

        await Task.WhenAll(HangUpAsync(hearing, reason), FinishAsync(talking, agent));
        return (reason, fault);
    }

    private static async Task FinishAsync(Task talking, CallAgent agent)
    {
        await talking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await agent.CloseAsync();
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
        if (reason == EndedReason.CallerHangup || !context.Twilio.IsConfigured)
        {
            return;
        }

        // A socket that is stuck or lost does not end the line: Twilio is told as well.
        try
        {
            using var patience = new CancellationTokenSource(HangUpTime, context.Time);
            await context.Twilio.CompleteCallAsync(_call.CallSid, patience.Token);
        }
        catch (Exception exception) when (exception is ProviderException or OperationCanceledException)
        {
            context.Logger.HangUpFailed(exception, _call.CallSid);
        }
    }

    private void Record(CallMeters meters, string reason, Exception? fault)
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
        meters.End(CallRecords.Close(_call.Id, () => new CallClosing
        {
            Status = CallStatus.Completed,
            EndedReason = reason,
            MissingUsage = missing,
            EndedAt = meters.AnsweredAt + meters.Elapsed,
            DurationSeconds = meters.DurationSeconds,
        }));

        context.Metrics.Ended(meters.Elapsed, reason);
        var figures = meters.Read();
        context.Logger.Ended(
            _call.CallSid, reason, meters.DurationSeconds, figures.Cost.ToString(),
            figures.CostOf(ServiceNames.Twilio).ToString(), figures.CostOf(ServiceNames.Deepgram).ToString(),
            figures.CostOf(ServiceNames.ElevenLabs).ToString(), figures.CostOf(ServiceNames.Cerebras).ToString(),
            figures.Revenue.ToString(), figures.HasUnpriced, missing ?? "none");
    }
}
