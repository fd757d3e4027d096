namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>Why a request for a reply brought no words.</summary>
public static class TurnFailure
{
    /// <summary>The limit of tokens was reached before a word was written.</summary>
    public const string CutOff = "cut-off";

    /// <summary>The provider kept the words back.</summary>
    public const string Filtered = "filtered";

    /// <summary>A tool was called that there is not.</summary>
    public const string UnknownTool = "unknown-tool";

    /// <summary>The model thought, and ended.</summary>
    public const string OnlyReasoning = "only-reasoning";

    /// <summary>Nothing came, or only what cannot be spoken.</summary>
    public const string Empty = "empty";

    /// <summary>No model could be had.</summary>
    public const string Provider = "provider";
}
