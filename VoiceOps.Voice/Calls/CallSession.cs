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
internal sealed class CallSession
{
    private static readonly TimeSpan HangUpTime = TimeSpan.FromSeconds(5);

    /// <summary>Longer than any goodbye takes to be heard.</summary>
    private static readonly TimeSpan GoodbyeTime = TimeSpan.FromSeconds(20);

    /// <summary>A line whose stream has ended has another one within this, if Twilio has fetched the call's instructions again.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource<string> _endRequested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _recording = new();
    private readonly PendingStream _pending;
    private readonly CallSessionContext _context;
    private readonly Call _call;
    private readonly CallMeters _meters;
    private readonly CallLine _line;
    private readonly CallAgent _agent;
    private volatile bool _isEnding;
    private bool _isRecorded;

    public CallSession(PendingStream pending, CallStream stream, CallSessionContext context)
    {
        (_pending, _context, _call) = (pending, context, pending.Call);
        _meters = new CallMeters(_call.Id, _call.CallSid, pending.Terms, context.Time);
        // A browser opens one stream.
        _line = new CallLine(
            stream, pending.Terms.IsTest ? TimeSpan.Zero : Gap, after => context.Tokens.IsAwaited(_call.Id, after), context.Metrics, context.Time);
        _agent = new CallAgent(pending, _line, _meters, context);
        Live = new LiveCall
        {
            Call = _call,
            Persona = pending.Persona.Name,
            Meters = _meters,
            MaxDuration = MaxDuration,
            Quiet = () => _line.Quiet,
            End = End,
            LineIsDown = () =>
            {
                if (!_line.TryGiveUp())
                {
                    End(EndedReason.CallerHangup);
                }
            },
            IsEnding = () => _isEnding,
            CutOff = () => _ = CutOffAsync(),
            TellCreditIsLow = () => _ = _agent.SayCreditIsLowAsync(),
            MoveTo = _line.TryMoveTo,
            Ended = _ended.Task,
            Words = () => _agent.Words,
        };
    }

    public LiveCall Live { get; }

    /// <summary>Asks the call to end; the first reason stands.</summary>
    public void End(string reason) => _endRequested.TrySetResult(reason);

    public async Task RunAsync()
    {
        using var scope = _context.Logger.BeginScope("CallSid:{CallSid}", _call.CallSid);
        try
        {
            if (_context.MetersMediaStreams && !_pending.Terms.IsTest)
            {
                _meters.Usage.StreamStarted();
            }

            _meters.CommitWith(new CallAnswered(_call.Id, _meters.AnsweredAt));
            if (!_context.Writer.TryOpen(_meters))
            {
                // Something else is being posted for this call, so it is over already; a call has one set of meters.
                await _line.CloseAsync();
                return;
            }

            await ConverseAndRecordAsync();
        }
        finally
        {
            _context.LiveCalls.Remove(Live);
            _context.Tokens.Revoke(_call.Id);
            _ended.TrySetResult();
        }
    }

    /// <summary>The persona's, within what is allowed to any.</summary>
    private TimeSpan MaxDuration =>
        _pending.Persona.Settings.MaxDuration is { } longest && longest < _context.Options.MaxCallDuration ? longest : _context.Options.MaxCallDuration;

    private async Task ConverseAndRecordAsync()
    {
        var (reason, fault) = (EndedReason.InternalError, (Exception?)null);
        try
        {
            (reason, fault) = await ConverseAsync();
        }
        catch (Exception exception)
        {
            fault = exception;
            await LetGoAsync();
        }
        finally
        {
            Record(reason, fault);
        }
    }

    private async Task<(string Reason, Exception? Fault)> ConverseAsync()
    {
        var hearing = _line.ReadAsync(_agent);
        var talking = _agent.RunAsync(_ending.Token);

        var first = await Task.WhenAny(hearing, talking, _endRequested.Task);
        _isEnding = true;
        var asked = first == _endRequested.Task ? await _endRequested.Task : null;
        if (asked is EndedReason.MaxDuration or EndedReason.ServerStop or EndedReason.SpendLimit or EndedReason.NoCredit)
        {
            await Task.WhenAny(hearing, SayGoodbyeAsync(asked, talking), Task.Delay(GoodbyeTime, _context.Time, _ending.Token));
        }

        _meters.StopClock();
        await _ending.CancelAsync();
        var (reason, fault, needsWords) = asked is not null ? (asked, null, false)
            : first == hearing ? (await EndOfLineAsync(hearing), null, false)
            : await EndOfTalkAsync(talking);
        var isHandedOver = false;
        try
        {
            (reason, isHandedOver) = await HandOverAsync(reason, needsWords);
            await Task.WhenAll(HangUpAsync(hearing, isDown: isHandedOver || reason == EndedReason.CallerHangup), FinishAsync(talking));
        }
        catch (Exception exception)
        {
            // Whatever closing runs into, the end is recorded.
            _context.Logger.CloseFailed(exception, _call.CallSid, "call");
        }

        return (reason, fault);
    }

    private async Task SayGoodbyeAsync(string reason, Task talking)
    {
        var words = _pending.Script.Settings.TurnTaking;
        if (await _agent.SayGoodbyeAsync(reason == EndedReason.NoCredit ? words.CreditEnded : words.Goodbye))
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
        _pending.Terms.IsTest ? (reason, false)
        : reason == EndedReason.ProviderFailed && await _context.Handover.TransferAsync(_call.CallSid, _pending.Persona.Settings.Language) ? (EndedReason.Transferred, true)
        : needsWords ? (reason, await _context.Handover.ApologizeAsync(_call.CallSid, _pending.Persona.Settings.Language))
        : (reason, false);

    /// <summary>For a call that did not end when it was asked to: nobody waits for its loops any more.</summary>
    private async Task CutOffAsync()
    {
        try
        {
            await LetGoAsync();
        }
        finally
        {
            Record(_endRequested.Task.IsCompletedSuccessfully ? _endRequested.Task.Outcome() : EndedReason.InternalError, fault: null);
        }
    }

    /// <summary>Cuts the line, and closes the providers as far as they let themselves be closed.</summary>
    private async Task LetGoAsync()
    {
        _line.Abort();
        // Whoever throws at a cancellation has been told of it all the same.
        await _ending.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // What is under way still counts: the meters end when the providers are closed, or have had their time.
        await _agent.CloseAsync().WaitAsync(HangUpTime, _context.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task FinishAsync(Task talking)
    {
        // A send that is stuck ends when its socket is cut, which closing does.
        await talking.WaitAsync(HangUpTime, _context.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _agent.CloseAsync();
        await talking.WaitAsync(HangUpTime, _context.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
        await _line.CloseAsync();
        await ((Task)hearing).WaitAsync(HangUpTime, _context.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!hearing.IsCompleted)
        {
            _line.Abort();
            await ((Task)hearing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!isDown && !_pending.Terms.IsTest)
        {
            // A socket that is stuck or lost does not end the line: Twilio is told as well. More than one try goes on without the session.
            await _context.Terminator.EndAsync(_call.CallSid).WaitAsync(HangUpTime, _context.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Record(string reason, Exception? fault)
    {
        string? missing;
        lock (_recording)
        {
            if (_isRecorded)
            {
                // Cut off before: the first word stands.
                return;
            }

            missing = MissingUsage.Explain([ServiceNames.Twilio, .. _meters.Read().ServicesUsed], fault as ProviderException);
            _meters.Advance();
            var waste = _agent.Waste;
            _meters.End(() => new CallClosed(_call.Id, new CallClosing
            {
                Status = CallStatus.Completed,
                EndedReason = reason,
                EndedDetail = reason is EndedReason.ProviderFailed or EndedReason.InternalError or EndedReason.Transferred ? fault?.Message : null,
                MissingUsage = missing,
                EndedAt = _meters.AnsweredAt + _meters.Elapsed,
                DurationSeconds = _meters.DurationSeconds,
                Waste = waste,
            }), waste);
            _isRecorded = true;
        }

        Tell(reason, fault, missing);
    }

    private void Tell(string reason, Exception? fault, string? missing)
    {
        switch (fault)
        {
            case ProviderException:
                _context.Logger.ProviderFailed(fault, _call.CallSid);
                break;
            case not null when reason == EndedReason.InternalError:
                _context.Logger.Faulted(fault, _call.CallSid);
                break;
        }

        _context.Metrics.Ended(_meters.Elapsed, reason);
        var figures = _meters.Read();
        _context.Logger.Ended(
            _call.CallSid, reason, _meters.DurationSeconds, $"${figures.Cost}",
            CostOf(ServiceNames.Twilio), CostOf(ServiceNames.Deepgram), CostOf(ServiceNames.ElevenLabs), CostOf(ServiceNames.Cerebras),
            $"${figures.Revenue}", missing ?? "none");

        string CostOf(string service) =>
            (figures.CostByService.TryGetValue(service, out var cost) ? $"${cost}" : "")
            + (figures.UnpricedServices.Contains(service) ? "(unpriced)" : figures.CostByService.ContainsKey(service) ? "" : "$0.000000");
    }
}
