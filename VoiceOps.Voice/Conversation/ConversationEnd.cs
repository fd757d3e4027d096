namespace VoiceOps.Voice.Conversation;

/// <summary>The end of a conversation, the last words heard as far as they could be spoken.</summary>
/// <param name="HasApologized">After a fault: the caller was told. Otherwise only the line itself can still tell.</param>
internal sealed record ConversationEnd(ConversationOutcome Outcome, ProviderException? Fault = null, bool HasApologized = false);
