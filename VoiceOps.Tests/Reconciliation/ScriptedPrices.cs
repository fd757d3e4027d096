using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Reconciliation.Prices;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Tests.Reconciliation;

/// <summary>A provider whose answers a test decides; everything else is Twilio's own source.</summary>
internal sealed class ScriptedPrices(IPriceSource inner) : IPriceSource
{
    public Func<string, PriceAnswer?> Answer { get; set; } = _ => null;

    public List<string> Asked { get; } = [];

    public string Service => inner.Service;

    public string? OffReason { get; set; }

    public IQueryable<PriceHandle> Unasked(VoiceOpsContext context, DateTime since) => inner.Unasked(context, since);

    public IQueryable<UsageEvent> Booked(VoiceOpsContext context, ProviderPrice price) => inner.Booked(context, price);

    public string KeyPrefix(string handle) => inner.KeyPrefix(handle);

    public Task<PriceAnswer?> AskAsync(string handle, CancellationToken cancellationToken)
    {
        Asked.Add(handle);
        return Task.FromResult(Answer(handle));
    }
}
