using VoiceOps.Simulation.Callers;
using VoiceOps.Simulation.Cerebras;

namespace VoiceOps.Simulation.Demo;

/// <summary>What is said in one conversation of the history: the phrases of the demo's callers and the simulated model's answers to them.</summary>
internal sealed class PlayedDialogue(string llmModel, string callSid, Random random)
{
    private const int SystemPromptTokens = 180;
    private const int TokensPerMessage = 6;
    private const int CharactersPerToken = 4;

    private readonly List<ChatMessage> _messages = [];
    private int _historyTokens = SystemPromptTokens;
    private bool _hasBegun;

    /// <summary>What the caller says next.</summary>
    public string Phrase()
    {
        var phrases = _hasBegun ? DemoPhrases.Middles : DemoPhrases.Openings;
        _hasBegun = true;
        return phrases[random.Next(phrases.Count)];
    }

    /// <summary>What a caller says who cuts the agent off.</summary>
    public string Interruption() => DemoPhrases.Interruptions[random.Next(DemoPhrases.Interruptions.Count)];

    public PlayedReply Answer(string phrase)
    {
        _messages.Add(new ChatMessage("user", phrase));
        _historyTokens += Tokens(phrase);
        var text = PersonaReplies.Reply(_messages);
        // A model that reasons spends tokens that nobody hears.
        var reasoning = llmModel.StartsWith("gpt-oss", StringComparison.Ordinal) ? random.Next(8, 30) : 0;
        return new PlayedReply(text, _historyTokens, (text.Length / CharactersPerToken) + random.Next(1, 5) + reasoning);
    }

    /// <summary>The model is told only what the caller has heard.</summary>
    public void Heard(string text)
    {
        if (text.Length > 0)
        {
            _messages.Add(new ChatMessage("assistant", text));
            _historyTokens += Tokens(text);
        }
    }

    public string RequestId(int turn) => FormattableString.Invariant($"chatcmpl-{callSid[2..]}-{turn}");

    private static int Tokens(string text) => (text.Length / CharactersPerToken) + TokensPerMessage;
}
