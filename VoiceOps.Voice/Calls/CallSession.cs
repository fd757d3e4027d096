using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

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
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _recording = new();
    private volatile bool _isEnding;
    private bool _isRecorded;

    /// <summary>Asks the call to end; the first reason stands.</summary>
    public void End(string reason) => _endRequested.TrySetResult(reason);

    public async Task RunAsync()
    {
        using var scope = context.Logger.BeginScope("CallSid:{CallSid}", _call.CallSid);
        var meters = new CallMeters(_call.Id, _call.CallSid, pending.Terms, context.Time);
        if (context.MetersMediaStreams && !pending.Terms.IsTest)
        {
            meters.Usage.StreamStarted();
        }

        var agent = new CallAgent(pending, line, meters, context);
        var live = new LiveCall
        {
            Call = _call,
            Persona = pending.Persona.Name,
            Meters = meters,
            MaxDuration = MaxDuration,
            Quiet = () => line.Quiet,
            End = End,
            IsEnding = () => _isEnding,
            CutOff = () => _ = CutOffAsync(meters, agent),
            Words = () => agent.Words,
        };
        if (!context.LiveCalls.TryAdd(live))
        {
            // A second stream of a call that is on: the first one owns it.
            await line.CloseAsync();
            return;
        }

        try
        {
            meters.CommitWith(new CallAnswered(_call.Id, meters.AnsweredAt));
            if (!context.Writer.TryOpen(meters))
            {
                // Something else is being posted for this call, so it is over already; a call has one set of meters.
                await line.CloseAsync();
                return;
            }

            await ConverseAndRecordAsync(agent, meters);
        }
        finally
        {
            context.LiveCalls.Remove(live);
            context.Tokens.Revoke(_call.Id);
        }
    }

    /// <summary>The persona's, within what is allowed to any.</summary>
    private TimeSpan MaxDuration =>
        pending.Persona.Settings.MaxDuration is { } longest && longest < context.Options.MaxCallDuration ? longest : context.Options.MaxCallDuration;

    private async Task ConverseAndRecordAsync(CallAgent agent, CallMeters meters)
    {
        var (reason, fault) = (EndedReason.InternalError, (Exception?)null);
        try
        {
            (reason, fault) = await ConverseAsync(agent, meters);
        }
        catch (Exception exception)
        {
            fault = exception;
            await LetGoAsync(agent);
        }
        finally
        {
            Record(meters, agent, reason, fault);
        }
    }

    private async Task<(string Reason, Exception? Fault)> ConverseAsync(CallAgent agent, CallMeters meters)
    {
        var hearing = line.ReadAsync(agent);
        var talking = agent.RunAsync(_ending.Token);

        var first = await Task.WhenAny(hearing, talking, _endRequested.Task);
        _isEnding = true;
        var asked = first == _endRequested.Task ? await _endRequested.Task : null;
        if (asked is EndedReason.MaxDuration or EndedReason.ServerStop or EndedReason.SpendLimit)
        {
            await Task.WhenAny(hearing, SayGoodbyeAsync(agent, talking), Task.Delay(GoodbyeTime, context.Time, _ending.Token));
        }

        meters.StopClock();
        await _ending.CancelAsync();
        var (reason, fault, needsWords) = asked is not null ? (asked, null, false)
            : first == hearing ? (await EndOfLineAsync(hearing), null, false)
            : await EndOfTalkAsync(talking);
        var isHandedOver = false;
        try
        {
            (reason, isHandedOver) = await HandOverAsync(reason, needsWords);
            await Task.WhenAll(HangUpAsync(hearing, isDown: isHandedOver || reason == EndedReason.CallerHangup), FinishAsync(talking, agent));
        }
        catch (Exception exception)
        {
            // Whatever closing runs into, the end is recorded.
            context.Logger.CloseFailed(exception, _call.CallSid, "call");
        }

        return (reason, fault);
    }

    private static async Task SayGoodbyeAsync(CallAgent agent, Task talking)
    {
        if (await agent.SayGoodbyeAsync())
        {
            await talking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>How the conversation ended by itself, and whether the caller has not heard why.</summary>
    private static async Task<(string Reason, Exception? Fault, bool NeedsWords)> EndOfTalkAsync(Task<ConversationEnd> talking)
    {
        await ((Task)talking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (talking.IsCanceled)
        {
            // Nobody asked it to stop, or its end would not be looked at here.
            return (EndedReason.InternalError, new OperationCanceledException("The conversation was cancelled from within."), true);
        }

        return talking.Exception?.InnerException switch
        {
            null when talking.Outcome().Outcome == ConversationOutcome.ProviderFailed => (EndedReason.ProviderFailed, talking.Outcome().Fault, !talking.Outcome().HasApologized),
            null => (EndedReason.AgentHangup, null, false),
            ProviderException { Service: ServiceNames.Twilio } fault => (EndedReason.SocketLost, fault, false),
            ProviderException fault => (EndedReason.ProviderFailed, fault, true),
            var fault => (EndedReason.InternalError, fault, true),
        };
    }

    /// <summary>When a provider stays away: the caller is put through if there is somebody, and else hears an apology that Twilio says.</summary>
    private async Task<(string Reason, bool IsHandedOver)> HandOverAsync(string reason, bool needsWords) =>
        pending.Terms.IsTest ? (reason, false)
        : reason == EndedReason.ProviderFailed && await context.Handover.TransferAsync(_call.CallSid, pending.Persona.Settings.Language) ? (EndedReason.Transferred, true)
        : needsWords ? (reason, await context.Handover.ApologizeAsync(_call.CallSid, pending.Persona.Settings.Language))
        : (reason, false);

    /// <summary>For a call that did not end when it was asked to: nobody waits for its loops any more.</summary>
    private async Task CutOffAsync(CallMeters meters, CallAgent agent)
    {
        try
        {
            await LetGoAsync(agent);
        }
        finally
        {
            Record(meters, agent, _endRequested.Task.IsCompletedSuccessfully ? _endRequested.Task.Outcome() : EndedReason.InternalError, fault: null);
        }
    }

    /// <summary>Cuts the line, and closes the providers as far as they let themselves be closed.</summary>
    private async Task LetGoAsync(CallAgent agent)
    {
        line.Abort();
        // Whoever throws at a cancellation has been told of it all the same.
        await _ending.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // What is under way still counts: the meters end when the providers are closed, or have had their time.
        await agent.CloseAsync().WaitAsync(HangUpTime, context.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
        return hearing.IsCompletedSuccessfully && hearing.Outcome() ? EndedReason.CallerHangup : EndedReason.SocketLost;
    }

    private async Task HangUpAsync(Task<bool> hearing, bool isDown)
    {
        // With nothing after </Connect> the line ends when its stream closes; Twilio answers the close while it is still read.
        await line.CloseAsync();
        await ((Task)hearing).WaitAsync(HangUpTime, context.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!hearing.IsCompleted)
        {
            line.Abort();
            await ((Task)hearing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!isDown && !pending.Terms.IsTest)
        {
            // A socket that is stuck or lost does not end the line: Twilio is told as well. More than one try goes on without the session.
            await context.Terminator.EndAsync(_call.CallSid).WaitAsync(HangUpTime, context.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Record(CallMeters meters, CallAgent agent, string reason, Exception? fault)
    {
        string? missing;
        lock (_recording)
        {
            if (_isRecorded)
            {
                // Cut off before: the first word stands.
                return;
            }

            missing = MissingUsage.Explain([ServiceNames.Twilio, .. meters.Read().ServicesUsed], fault as ProviderException);
            meters.Advance();
            var waste = agent.Waste;
            meters.End(() => new CallClosed(_call.Id, new CallClosing
            {
                Status = CallStatus.Completed,
                EndedReason = reason,
                EndedDetail = reason is EndedReason.ProviderFailed or EndedReason.InternalError or EndedReason.Transferred ? fault?.Message : null,
                MissingUsage = missing,
                EndedAt = meters.AnsweredAt + meters.Elapsed,
                DurationSeconds = meters.DurationSeconds,
                Waste = waste,
            }), waste);
            _isRecorded = true;
        }

        Tell(meters, reason, fault, missing);
    }

    private void Tell(CallMeters meters, string reason, Exception? fault, string? missing)
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
