using Microsoft.Extensions.Options;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Prices;

/// <summary>
/// Twilio's price of a call. It is that of the voice alone, so it is only held against calls whose media stream has a row of
/// its own, and against those that never had a stream: calls that were turned away with a sentence.
/// </summary>
internal sealed class TwilioPrices(TwilioBillingClient client, IOptions<TwilioOptions> options) : IPriceSource
{
    private const string Dollars = "USD";

    public string Service => ServiceNames.Twilio;

    public string? OffReason => client.OffReason ?? (options.Value.MeterMediaStreams ? null
        : "A call's price at Twilio is that of the voice alone, and the voice rate here is taken as all-in. "
            + "Set Twilio:MeterMediaStreams to compare calls; days are compared either way.");

    public IQueryable<PriceHandle> Unasked(VoiceOpsContext context, DateTime since) => context.Calls
        .Where(call => call.CreatedAt >= since && call.EndedAt != null && call.StartedAt != null)
        .Where(call => !context.ProviderPrices.Any(price => price.Service == ServiceNames.Twilio && price.CallId == call.Id))
        .Where(call => context.UsageEvents.Any(row => row.CallId == call.Id && row.Service == ServiceNames.Twilio && row.Operation == OperationNames.Voice))
        .Where(call => call.EndedReason == EndedReason.Rejected
            || context.UsageEvents.Any(row => row.CallId == call.Id && row.Service == ServiceNames.Twilio && row.Operation == OperationNames.MediaStream))
        .OrderByDescending(call => call.CreatedAt)
        .Select(call => new PriceHandle { Handle = call.CallSid, CallId = call.Id, StartedAt = call.StartedAt!.Value });

    public IQueryable<UsageEvent> Booked(VoiceOpsContext context, ProviderPrice price) => context.UsageEvents
        .Where(row => row.CallId == price.CallId && row.Service == ServiceNames.Twilio && row.Operation == OperationNames.Voice);

    public string KeyPrefix(string handle) => BilledKeys.TwilioPrice(handle);

    public async Task<PriceAnswer?> AskAsync(string handle, CancellationToken cancellationToken)
    {
        var call = await client.FindCallAsync(handle, cancellationToken);
        if (call?.Price is not { } price)
        {
            return null;
        }

        if (!Dollars.Equals(call.PriceUnit, StringComparison.OrdinalIgnoreCase))
        {
            return new PriceAnswer { Problem = $"Twilio bills this account in {call.PriceUnit ?? "an unnamed currency"}; the books are in {Dollars}." };
        }

        return new PriceAnswer
        {
            Price = Money.Round(-price),
            Usage = call.DurationSeconds is { } seconds ? StartedMinutes.Micros(TimeSpan.FromSeconds(seconds), rate: null) / (decimal)UsageUnits.MicrosPerUnit : null,
        };
    }
}
