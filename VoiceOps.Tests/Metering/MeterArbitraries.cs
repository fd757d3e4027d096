using FsCheck;
using FsCheck.Fluent;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Tests.Metering;

/// <summary>One thing that happens to a meter: usage is added or settled, then it may be restored from its checkpoint, then it may post.</summary>
public sealed record MeterStep(long Micros, bool Settles, bool Crashes, bool Posts);

/// <summary>Any of the four services' meters, with how it is priced.</summary>
public sealed record AnyMeter(MeterKey Key, string PricingType);

public static class MeterArbitraries
{
    public static Arbitrary<MeterStep> Steps() => Arb.From(
        from micros in Gen.Choose(0, int.MaxValue)
        from settles in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        from crashes in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        from posts in Gen.Elements(true, false)
        select new MeterStep(micros, settles, crashes, posts));

    public static Arbitrary<AnyMeter> Meters() => Arb.From(Gen.Elements(
        new AnyMeter(new(ServiceNames.Twilio, OperationNames.Voice, null), PricingType.PerMinute),
        new AnyMeter(new(ServiceNames.Deepgram, OperationNames.Transcription, "nova-2-phonecall"), PricingType.PerMinute),
        new AnyMeter(new(ServiceNames.ElevenLabs, OperationNames.Speech, "eleven_flash_v2_5"), PricingType.PerCharacter),
        new AnyMeter(new(ServiceNames.Cerebras, OperationNames.Prompt, "gpt-oss-120b"), PricingType.PerToken)));
}
