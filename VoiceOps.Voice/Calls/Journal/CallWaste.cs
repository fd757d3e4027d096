using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Journal;

/// <summary>What a call has paid for without any use to its caller, added up turn by turn.</summary>
internal sealed class CallWaste(CallMeters meters)
{
    private long _heardCharacters;
    private Money _tokenCost;

    public long DiscardedTokens { get; private set; }

    public void Add(AgentTurn turn)
    {
        var (prompt, completion) = turn.DiscardedTokens();
        _heardCharacters += turn.Characters - turn.UnheardCharacters;
        DiscardedTokens += prompt + completion;
        _tokenCost += meters.Prices.Of(ServiceNames.Cerebras, OperationNames.Prompt, turn.Reply.Model, prompt)
            + meters.Prices.Of(ServiceNames.Cerebras, OperationNames.Completion, turn.Reply.Model, completion);
    }

    /// <summary>The whole call's, once its line is down.</summary>
    /// <param name="lastHumanSound">When the caller was last heard, on the call's clock.</param>
    public WasteFigures Read(TimeSpan lastHumanSound)
    {
        // What was sent twice because a connection broke was heard once at most.
        var unheard = Math.Max(0, meters.Usage.UnitsOf(ServiceNames.ElevenLabs) - _heardCharacters);
        return new WasteFigures
        {
            UnheardCharacters = unheard,
            DiscardedTokens = DiscardedTokens,
            SilentSeconds = (int)(meters.Elapsed - lastHumanSound).TotalSeconds,
            Cost = _tokenCost + meters.Prices.OfSpeech(unheard) + meters.Prices.Since(lastHumanSound),
        };
    }
}
