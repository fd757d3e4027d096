namespace VoiceOps.Voice.Providers.Deepgram;

// {"balances":[{"balance_id":"..","amount":186.25,"units":"USD","purchase_order_id":".."}]}
internal sealed record DeepgramBalances
{
    public IReadOnlyList<DeepgramBalance> Balances { get; init; } = [];
}
