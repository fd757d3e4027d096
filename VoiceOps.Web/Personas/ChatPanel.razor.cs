using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Calls.Testing;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Versions;

namespace VoiceOps.Web.Personas;

/// <summary>A chat with the design and, beside it, one with another model that gets the same words.</summary>
public sealed partial class ChatPanel : IAsyncDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly List<ChatSide> _sides = [];
    private PersonaDesign? _begunWith;
    private string _other = "";
    private string _words = "";
    private bool _busy;
    private string? _problem;

    [Parameter, EditorRequired]
    public Func<TestedDesign> Tested { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyDictionary<string, CatalogModel> Models { get; set; } = null!;

    /// <summary>A chat is over and committed.</summary>
    [Parameter]
    public EventCallback OnOver { get; set; }

    [Inject]
    private TextChats Chats { get; set; } = null!;

    [Inject]
    private ILogger<ChatPanel> Logger { get; set; } = null!;

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await RestartAsync();
        _closed.Dispose();
    }

    private async Task RestartAsync()
    {
        ChatSide[] over = [.. _sides];
        _sides.Clear();
        (_begunWith, _problem) = (null, null);
        foreach (var side in over)
        {
            await side.DisposeAsync();
        }

        if (over.Length > 0 && !_closed.IsCancellationRequested)
        {
            await OnOver.InvokeAsync();
        }
    }

    private async Task SayAsync()
    {
        var words = _words.Trim();
        if (words.Length == 0 || _busy)
        {
            return;
        }

        (_busy, _words, _problem) = (true, "", null);
        try
        {
            if (await BeginAsync())
            {
                await Task.WhenAll(_sides.Select(side => side.SayAsync(words, () => InvokeAsync(StateHasChanged))));
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Logger.TestFailed(exception);
            _problem = $"It could not be asked: {exception.Message}";
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>A chat belongs to one prompt: when the design has changed, it starts again.</summary>
    private async Task<bool> BeginAsync()
    {
        var tested = Tested();
        if (_begunWith is not null && _begunWith.IsSameAs(tested.Design))
        {
            return true;
        }

        await RestartAsync();
        var closed = _closed.Token;
        var others = _other.Length == 0 || _other == tested.Design.LlmModel
            ? []
            : new[] { tested with { VersionId = null, Design = tested.Design with { LlmModel = _other } } };
        foreach (var one in others.Prepend(tested))
        {
            var (chat, problem) = await Chats.BeginAsync(one, closed);
            if (chat is null)
            {
                _problem = problem;
                return false;
            }

            _sides.Add(new ChatSide(chat));
            if (closed.IsCancellationRequested)
            {
                // The page was left meanwhile: a chat that nobody ends would stay on for ever.
                await RestartAsync();
                return false;
            }
        }

        _begunWith = tested.Design;
        return true;
    }
}
