using System.Net.WebSockets;
using System.Text.Json;

namespace VoiceOps.Simulation.ElevenLabs;

/// <summary>One <c>multi-stream-input</c> socket with its contexts.</summary>
internal sealed class SpeechSession(
    SimulatedSocket socket, SimulatedConnection connection, SpeechRequest request, SpeechPacing pacing, ProviderCounts counts, TimeProvider time)
{
    private const int MostContexts = 5;
    private const string DefaultContext = "default";

    private readonly Dictionary<string, SpeechContext> _contexts = [];
    private readonly List<Task> _speaking = [];

    public async Task RunAsync()
    {
        await using var timeout = time.CreateTimer(
            _ => _ = FailAsync("input_timeout_exceeded", "No text was received in time."), null, request.InactivityTimeout, Timeout.InfiniteTimeSpan);
        while (await socket.ReceiveAsync(connection.Aborted) is { } message)
        {
            timeout.Change(request.InactivityTimeout, Timeout.InfiniteTimeSpan);
            if (Parse(message.Bytes) is not { } command)
            {
                await FailAsync("invalid_message", "The message is not a JSON object of this protocol.");
                continue;
            }

            if (command.CloseSocket)
            {
                _speaking.AddRange(_contexts.Values.Select(context => context.Spoken));
                await Task.WhenAll(_speaking);
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, connection.Aborted);
                continue;
            }

            await HandleAsync(command);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, connection.Aborted);
    }

    private async Task HandleAsync(Command command)
    {
        var isNew = !_contexts.TryGetValue(command.ContextId, out var context);
        if (context is null)
        {
            if (command.CloseContext)
            {
                await RefuseAsync(command.ContextId, "context_not_found", "There is no such context.");
                return;
            }

            // Those that were closed count until they are told to be.
            if (_contexts.Count + _speaking.Count(spoken => !spoken.IsCompleted) >= MostContexts)
            {
                await RefuseAsync(command.ContextId, "max_active_conversations", $"Maximum simultaneous contexts exceeded ({MostContexts}).");
                return;
            }

            context = new SpeechContext(command.ContextId, request, pacing, SendAsync, time, connection.IsUntimed, connection.Aborted);
            _contexts.Add(command.ContextId, context);
        }

        if (command.Text is { Length: > 0 } text && !(isNew && text == " "))
        {
            counts.Add(connection.Number, command.ContextId, ElevenLabsSimulator.Speech, request.Model, text.EnumerateRunes().Count());
            context.Add(text);
        }

        if (command.Flush)
        {
            context.Flush();
        }

        if (command.CloseContext)
        {
            context.Close();
            _contexts.Remove(command.ContextId);
            _speaking.RemoveAll(spoken => spoken.IsCompleted);
            _speaking.Add(context.Spoken);
        }
    }

    /// <summary>About one context alone: the socket and the others are as they were.</summary>
    private Task RefuseAsync(string contextId, string error, string message) => SendAsync(new { context_id = contextId, error, message });

    private Task SendAsync(object message) => socket.SendAsync(message, connection.Aborted);

    private async Task FailAsync(string error, string message)
    {
        try
        {
            await SendAsync(new { message, error, code = (int)WebSocketCloseStatus.PolicyViolation });
            await socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, message, connection.Aborted);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Gone already.
        }
    }

    private static Command? Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            var root = json.RootElement;
            return new Command(
                root.TryGetProperty("context_id", out var id) ? id.GetString() ?? DefaultContext : DefaultContext,
                root.TryGetProperty("text", out var text) ? text.GetString() : null,
                Is(root, "flush"),
                Is(root, "close_context"),
                Is(root, "close_socket"));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool Is(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private sealed record Command(string ContextId, string? Text, bool Flush, bool CloseContext, bool CloseSocket);
}
