using VoiceOps.Voice.Conversation.Turns;

namespace VoiceOps.Voice.Conversation;

/// <summary>A mark came back from the line.</summary>
internal sealed record MarkEchoed(string Name);

/// <summary>The caller has pressed a key.</summary>
internal sealed record KeyPressed(string Key);

/// <summary>The line has no stream at the moment.</summary>
internal sealed record LineGone;

/// <summary>The line goes on over another stream.</summary>
internal sealed record LineBack;

/// <summary>The model has written a piece of its reply that can be spoken.</summary>
internal sealed record ClauseWritten(AgentTurn Turn, string Text);

/// <summary>The model is done, or gave up.</summary>
internal sealed record ReplyEnded(AgentTurn Turn, ReplyResult Result);

/// <summary>Something is to be said as soon as nobody speaks.</summary>
internal sealed record NoticeRequested(string Words);

/// <summary>The conversation is to end with these words.</summary>
internal sealed record CloseRequested(string LastWords);
