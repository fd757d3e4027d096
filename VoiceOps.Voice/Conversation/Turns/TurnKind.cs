using VoiceOps.Voice.Conversation;

namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>Why the agent spoke.</summary>
public static class TurnKind
{
    public const string Greeting = "greeting";

    /// <summary>The caller said something.</summary>
    public const string Reply = "reply";

    /// <summary>The caller pressed keys.</summary>
    public const string Keys = "keys";

    /// <summary>Asked whether the caller is still there.</summary>
    public const string StillThere = "still-there";

    /// <summary>Told something that the caller did not ask for.</summary>
    public const string Notice = "notice";

    public const string Goodbye = "goodbye";

    /// <summary>A provider stayed away.</summary>
    public const string Apology = "apology";
}
