namespace VoiceOps.Simulation.Demo;

/// <summary>What the agent says in one turn, and the tokens it took; none where no model was asked.</summary>
internal sealed record PlayedReply(string Text, int PromptTokens, int CompletionTokens);
