using Microsoft.Extensions.Time.Testing;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Tests.Metering;

/// <summary>One call's meters from its answer on, and what of them has been committed.</summary>
public abstract class CallMetersTestBase
{
    protected const string Sid = "CA1";
    protected const string Hearing = "nova-2-phonecall";
    protected const string Voice = "eleven_flash_v2_5";
    protected const string Large = "llama-3.3-70b";

    private readonly Dictionary<string, MeterCheckpoint> _kept = [];

    protected CallMetersTestBase() => Meters = new CallMeters(1, Sid, Terms(), Time);

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 6, 10, 12, 0, 0, TimeSpan.Zero));

    protected CallMeters Meters { get; }

    protected List<UsageEvent> Rows { get; } = [];

    protected List<RevenuePosting> Movements { get; } = [];

    /// <summary>The checkpoints that the store holds.</summary>
    protected IReadOnlyCollection<MeterCheckpoint> Kept => _kept.Values;

    private protected static JournalEntry? Close() => null;

    protected void End()
    {
        Meters.End(Close);
        Commit();
    }

    private protected LedgerBatch Commit(CallMeters? meters = null)
    {
        meters ??= Meters;
        var collected = meters.Collect(Time.GetUtcTime())!;
        var batch = LedgerBatch.Of(collected);
        Rows.AddRange(batch.Events);
        Movements.AddRange(batch.Revenue);
        meters.Acknowledge(collected);
        foreach (var checkpoint in batch.Checkpoints)
        {
            _kept[checkpoint.MeterKey] = checkpoint;
        }

        return batch;
    }

    protected List<UsageEvent> RowsOf(string service) => [.. Rows.Where(row => row.Service == service)];

    protected long Earned() => Movements.Sum(posting => posting.Earned.Nanos);

    protected static CallTerms Terms() => new()
    {
        AccountId = 1,
        PricePerMinute = 0.12m,
        BillingIncrementSeconds = 1,
        RateCard = new RateCard(
            DateTime.UnixEpoch,
            [
                Rate(ServiceNames.Twilio, OperationNames.Voice, null, 0.014m, PricingType.PerMinute, 60),
                Rate(ServiceNames.Twilio, OperationNames.MediaStream, null, 0.0040m, PricingType.PerMinute, 60),
                Rate(ServiceNames.Deepgram, OperationNames.Transcription, null, 0.0059m, PricingType.PerMinute),
                Rate(ServiceNames.ElevenLabs, OperationNames.Speech, null, 0.00015m, PricingType.PerCharacter),
                Rate(ServiceNames.Cerebras, RateKey.DefaultOperation, Large, 0.0000006m, PricingType.PerToken),
            ],
            new Dictionary<RateKey, AppliedRate>()),
    };

    private static Rate Rate(string service, string operation, string? model, decimal price, string type, int? increment = null) => new()
    {
        Service = service,
        Operation = operation,
        Model = model,
        UnitPrice = price,
        PricingType = type,
        IncrementSeconds = increment,
        EffectiveFrom = DateTime.UnixEpoch,
        CreatedAt = DateTime.UnixEpoch,
    };
}
