using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Calls.Testing;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Personas;

/// <summary>A test call from the browser's microphone, watched while it is on.</summary>
public sealed partial class CallPanel : IAsyncDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private DotNetObjectReference<CallPanel>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _line;
    private TestCallState? _state;
    private TestedDesign? _tested;
    private IDisposable? _watching;
    private bool _starting;
    private bool _isOn;
    private string? _problem;
    private string? _unread;

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
    private TestCallFeed Feed { get; set; } = null!;

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
        StopWatching();
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
        StopWatching();
        (_problem, _unread, _state) = (null, null, null);
        try
        {
            if (Calls.MissingToTalk is { } missing)
            {
                _problem = missing;
                return;
            }

            _self ??= DotNetObjectReference.Create(this);
            _module ??= await Js.InvokeAsync<IJSObjectReference>("import", _closed.Token, "./js/hear.js");
            // The microphone comes first: without one, no call is started.
            // Not cancelled when the page is left meanwhile: if the browser still grants the microphone, it has to be released.
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
            _watching = _closed.IsCancellationRequested ? null : Feed.Subscribe(ticket.CallId, InvokeAsync, ShowAsync, FailAsync);
        }
        catch (Exception) when (_closed.IsCancellationRequested)
        {
            // The page is gone, and its line was released with it.
        }
        catch (JSException exception)
        {
            _isOn = false;
            _problem = exception.Message.Contains("NotAllowed", StringComparison.Ordinal)
                || exception.Message.Contains("Permission", StringComparison.OrdinalIgnoreCase)
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
    private void StopWatching()
    {
        _watching?.Dispose();
        _watching = null;
    }

    private async Task ShowAsync(TestCallState state)
    {
        (_state, _unread) = (state, null);
        StateHasChanged();
        if (!_isOn && state.EndedReason is not null)
        {
            StopWatching();
            await OnOver.InvokeAsync();
        }
    }

    private Task FailAsync(Exception exception)
    {
        _unread = $"The call's figures could not be read: {exception.Message}";
        StateHasChanged();
        return Task.CompletedTask;
    }

    private static string Latency(CallTurn turn) => (turn.HeardMilliseconds, turn.SentMilliseconds) switch
    {
        ({ } heard, _) => $"heard after {Figures.Count(heard)} ms",
        (null, { } sent) => $"sent after {Figures.Count(sent)} ms",
        _ => turn.Kind,
    };
}
