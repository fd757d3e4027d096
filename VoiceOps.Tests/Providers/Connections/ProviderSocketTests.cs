using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Providers;
using VoiceOps.Voice.Providers.Connections;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Providers.Connections;

/// <summary>What cutting a provider's socket does to whoever is using it.</summary>
public sealed class ProviderSocketTests : IDisposable
{
    private const int MoreThanTheLineHolds = 1 << 20;
    private const int ListenerTakes = 256;
    private const int MoreThanTheListenerTakes = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly InMemoryWebSocketPair _line = new();
    private readonly TaskCompletionSource _listenerIsStuck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ProviderReporter _reporter = new(ServiceNames.Deepgram, "Deepgram:ApiKey", "key", health: null, NullLogger.Instance);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Abort_SendThatIsStuck_EndsItWithTheReason()
    {
        await using var socket = Open();
        var sending = SendAsync(socket, MoreThanTheLineHolds);
        Assert.False(sending.IsCompleted);

        socket.Abort(_reporter.TimedOut("was silent"));

        Assert.Equal("was silent", await EndAsync(sending));
    }

    [Fact]
    public async Task Abort_WhileTheCloseOfThePeerCannotBeAnswered_EndsTheSendThatIsStuck()
    {
        await using var socket = Open();
        var sending = SendAsync(socket, MoreThanTheLineHolds);
        await _line.Peer.CloseAsync();
        await Assert.ThrowsAsync<ProviderException>(() => NextAsync(socket));

        socket.Abort(_reporter.TimedOut("was silent"));

        Assert.Contains("closed the connection", await EndAsync(sending), StringComparison.Ordinal);
    }

    // What was read counts as delivered: a connection that follows goes on behind it.
    [Fact]
    public async Task Abort_ListenerThatIsStuck_EndsTheSend_AndAllThatWasReadArrives()
    {
        await using var socket = Open();
        for (var message = 0; message < MoreThanTheListenerTakes; message++)
        {
            await _line.Peer.SendAsync($"{message}");
        }

        await _listenerIsStuck.Task.WaitAsync(Patience, Stop);
        var sending = SendAsync(socket, MoreThanTheLineHolds);

        socket.Abort(_reporter.TimedOut("was silent"));

        Assert.Equal("was silent", await EndAsync(sending));
        var arrived = new List<string>();
        var fault = await Assert.ThrowsAsync<ProviderException>(async () =>
        {
            await foreach (var told in socket.ReadAllAsync(Stop))
            {
                arrived.Add(told);
            }
        });
        Assert.Contains("was silent", fault.Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, ListenerTakes + 1).Select(message => $"{message}"), arrived);
    }

    [Fact]
    public async Task Send_AfterTheCut_SaysWhy()
    {
        await using var socket = Open();
        socket.Abort(_reporter.TimedOut("was silent"));

        Assert.Equal("was silent", await EndAsync(SendAsync(socket, 1)));
    }

    // Taken for the provider's, it would be told as an outage, and the call would connect again instead of failing where the fault is.
    [Fact]
    public async Task Send_MessageThatCannotBeWritten_IsOurOwnFault_AndTheConnectionGoesOn()
    {
        await using var socket = Open();

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => socket.SendJsonAsync(0, (json, _) => json.WriteStringValue("a value without a name"), Stop).AsTask());

        await socket.SendJsonAsync("Hello.", (json, text) => json.WriteString("text", text), Stop);
        Assert.Equal("""{"text":"Hello."}""", await _line.Peer.ReceiveTextAsync());
    }

    public void Dispose() => _line.Dispose();

    private static Task SendAsync(ProviderSocket<string> socket, int bytes) =>
        socket.SendAsync(new byte[bytes], WebSocketMessageType.Binary, Stop).AsTask();

    private static async Task<string?> NextAsync(ProviderSocket<string> socket)
    {
        await foreach (var told in socket.ReadAllAsync(Stop))
        {
            return told;
        }

        return null;
    }

    /// <summary>What the send is told, without the name of the service.</summary>
    private static async Task<string> EndAsync(Task sending)
    {
        var fault = await Assert.ThrowsAsync<ProviderException>(() => sending.WaitAsync(Patience, Stop));
        return fault.Message.Split(' ', 2)[1];
    }

    private ProviderSocket<string> Open() => new(_line.Client, _reporter, new FakeTimeProvider(), Read);

    private string Read(ReadOnlyMemory<byte> message)
    {
        var told = Encoding.UTF8.GetString(message.Span);
        if (told == $"{ListenerTakes}")
        {
            _listenerIsStuck.SetResult();
        }

        return told;
    }
}
