using Microsoft.JSInterop;

namespace VoiceOps.Web.Personas;

/// <summary>Who designs in this browser, until people sign in: a name that stands at the versions they save.</summary>
internal sealed class DesignerName(IJSRuntime js)
{
    public const string Unnamed = "Operator";
    private const string Key = "voiceops.designer";

    public string Value { get; private set; } = Unnamed;

    public async Task ReadAsync() =>
        Value = await TryAsync(() => js.InvokeAsync<string?>("localStorage.getItem", Key)) is { Length: > 0 } known ? known : Value;

    public async Task KeepAsync(string name)
    {
        Value = name.Trim() is { Length: > 0 } given ? given : Unnamed;
        await TryAsync(async () =>
        {
            await js.InvokeVoidAsync("localStorage.setItem", Key, Value);
            return null;
        });
    }

    // A browser that keeps nothing asks again next time; the name counts all the same.
    private static async Task<string?> TryAsync(Func<ValueTask<string?>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
        {
            return null;
        }
    }
}
