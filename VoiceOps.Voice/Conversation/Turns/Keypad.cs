using System.Text;

namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>Keys that the caller presses, gathered until a pause or the <c>#</c>.</summary>
internal sealed class Keypad
{
    /// <summary>Longer than people take between two digits of a number that they read off a card.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly StringBuilder _keys = new();

    /// <summary>True when this key completes the input.</summary>
    public bool Press(string key)
    {
        _keys.Append(key);
        return key == "#";
    }

    /// <summary>What the model is told.</summary>
    public string Take()
    {
        var keys = string.Join(' ', _keys.ToString().ToCharArray());
        _keys.Clear();
        return $"[The caller pressed these keys on the phone: {keys}]";
    }
}
