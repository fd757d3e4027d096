using System.Net;

namespace VoiceOps.Tests.Conversation.Virtual;

/// <summary>What the model answers one request with.</summary>
internal sealed record VirtualReply(string Text)
{
    public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

    /// <summary>Until the first token.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>From one word to the next.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.Zero;

    /// <summary>Ends without a usage chunk after so many words, as a connection that breaks.</summary>
    public int? DropsAfter { get; init; }

    public bool Hangs { get; init; }

    /// <summary>Calls this tool after the text.</summary>
    public string? Tool { get; init; }

    public string? Reasoning { get; init; }

    /// <summary>Why it ended, where that is neither <c>stop</c> nor a tool.</summary>
    public string? Finish { get; init; }

    /// <summary>The text as it is, in one piece: white space counts.</summary>
    public bool IsVerbatim { get; init; }

    /// <summary>Nothing comes between 200 and the end.</summary>
    public bool IsNothing { get; init; }

    /// <summary>The provider's id of the request; null: one of its own.</summary>
    public string? Id { get; init; }

    public int PromptTokens { get; init; } = 69;

    public int CompletionTokens { get; init; } = 45;
}
