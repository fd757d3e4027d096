using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>What a call has paid for without any use to its caller, added up turn by turn.</summary>
internal sealed class CallWaste(CallMeters meters, string speechModel)
{
    public long UnheardCharacters { get; private set; }

    public long DiscardedTokens { get; private set; }

    /// <summary>What both cost at the call's own rates; what has no price is left out.</summary>
    public Money Cost { get; private set; } = Money.Zero;

    public void Add(AgentTurn turn)
    {
        var (prompt, completion) = turn.DiscardedTokens();
        UnheardCharacters += turn.UnheardCharacters;
        DiscardedTokens += prompt + completion;
        Cost += meters.PriceOf(ServiceNames.ElevenLabs, OperationNames.Speech, speechModel, turn.UnheardCharacters)
            + meters.PriceOf(ServiceNames.Cerebras, OperationNames.Prompt, turn.Reply.Model, prompt)
            + meters.PriceOf(ServiceNames.Cerebras, OperationNames.Completion, turn.Reply.Model, completion);
    }
}
