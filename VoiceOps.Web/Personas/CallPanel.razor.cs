using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Calls.Testing;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Personas;

/// <summary>A test call from the browser's microphone, watched while it is on.</summary>
public sealed partial class CallPanel : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(400);

    private readonly CancellationTokenSource _closed = new();
    private DotNetObjectReference<CallPanel>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _line;
    private TestCallState? _state;
    private TestedDesign? _tested;
    private CancellationTokenSource? _watch;
    private bool _starting;
    private bool _isOn;
    private string? _problem;

    [Parameter, EditorRequired]
    public Func<TestedDesign> Tested { get; set; } = null!;

    /// <summary>A call is over and committed.</summary>
    [Parameter]
    public EventCallback OnOver { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private TestCalls Calls { get; set; } = null!;

    [Inject]
    private ILogger<CallPanel> Logger { get; set; } = null!;

    private string? Model => _tested?.Design.LlmModel;

    /// <summary>The browser's side is over; a reason when it was not asked to be.</summary>
    [JSInvokable]
    public Task LineEnded(string reason) => InvokeAsync(() =>
    {
        _isOn = false;
        _problem = reason.Length > 0 && _state is not { Turns.Count: > 0 } ? reason : null;
        StateHasChanged();
    });

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        try
        {
            await HangUpAsync();
            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (Exception exception) when (exception is JSDisconnectedException or JSException or OperationCanceledException)
        {
            // The page is gone, and its socket with it: the session ends the call.
        }

        _self?.Dispose();
        _watch?.Dispose();
        _closed.Dispose();
    }

    private async Task CallAsync()
    {
        if (_starting)
        {
            // Pressed twice before the button was gone: one call is enough.
            return;
        }

        _starting = true;
        await StopWatchingAsync();
        (_problem, _state) = (null, null);
        try
        {
            if (Calls.MissingToTalk is { } missing)
            {
                _problem = missing;
                return;
            }

            _self ??= DotNetObjectReference.Create(this);
            _module ??= await Js.InvokeAsync<IJSObjectReference>("import", _closed.Token, "./js/hear.js");
            // The microphone first: a call that nobody speaks in is not begun.
            // Not given up when the page is left meanwhile: a microphone that the browser still gives has to be let go of.
            _line = await _module.InvokeAsync<IJSObjectReference>("line", CancellationToken.None);
            if (_closed.IsCancellationRequested)
            {
                await HangUpAsync();
                return;
            }

            _tested = Tested();
            var ticket = await Calls.StartAsync(_tested, _closed.Token);
            // Before the browser can tell that it is over.
            _isOn = true;
            await _line.InvokeVoidAsync("call", _closed.Token, TestCallStream.Path, new { callSid = ticket.CallSid, token = ticket.Token }, _self);
            _watch = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
            _ = WatchAsync(ticket.CallId, _watch.Token);
        }
        catch (Exception) when (_closed.IsCancellationRequested)
        {
            // The page is gone, and whatever it had of a line was let go of with it.
        }
        catch (JSException exception)
        {
            _isOn = false;
            _problem = exception.Message.Contains("NotAllowed", StringComparison.Ordinal) || exception.Message.Contains("Permission", StringComparison.OrdinalIgnoreCase)
                ? "The browser does not let this page use the microphone. Allow it beside the address, and call again."
                : $"The microphone cannot be used: {exception.Message.Split('\n')[0]}";
            await HangUpAsync();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Logger.TestFailed(exception);
            (_isOn, _problem) = (false, $"The call could not be started: {exception.Message}");
            await HangUpAsync();
        }
        finally
        {
            _starting = false;
        }
    }

    private async Task HangUpAsync()
    {
        if (_line is { } line)
        {
            _line = null;
            try
            {
                await line.InvokeVoidAsync("hangUp");
                await line.DisposeAsync();
            }
            catch (JSException)
            {
                // The browser has let go of it by itself.
            }
        }
    }

    /// <summary>The call before is over for this page, though its session may still be closing.</summary>
    private async Task StopWatchingAsync()
    {
        if (_watch is { } watch)
        {
            _watch = null;
            await watch.CancelAsync();
            watch.Dispose();
        }
    }

    private async Task WatchAsync(long callId, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick);
        try
        {
            do
            {
                var state = await Calls.ReadAsync(callId, cancellationToken);
                await InvokeAsync(() =>
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    _state = state;
                    StateHasChanged();
                });
            }
            while ((_isOn || _state is { EndedReason: null }) && await timer.WaitForNextTickAsync(cancellationToken));

            await InvokeAsync(OnOver.InvokeAsync);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
        catch (Exception exception)
        {
            Logger.TestFailed(exception);
            await InvokeAsync(() =>
            {
                _problem = $"The call's figures could not be read: {exception.Message}";
                StateHasChanged();
            });
        }
    }

    private static string Latency(CallTurn turn) => (turn.HeardMilliseconds, turn.SentMilliseconds) switch
    {
        ({ } heard, _) => $"heard after {Figures.Count(heard)} ms",
        (null, { } sent) => $"sent after {Figures.Count(sent)} ms",
        _ => turn.Kind,
    };
}
