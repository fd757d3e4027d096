using FsCheck;
using FsCheck.Fluent;

namespace VoiceOps.Tests.Pricing;

/// <summary>Time goes on, then somebody edits: hours from now, and which price or which of the versions.</summary>
public sealed record RateStep(int HoursPass, RateStepKind Kind, int HoursFromNow, int Choice);

public enum RateStepKind
{
    Set,
    End,
    Cancel,
}

public static class RateVersionArbitraries
{
    public static Arbitrary<RateStep> Steps() => Arb.From(
        from pass in Gen.Choose(0, 2)
        from kind in Gen.Frequency((4, Gen.Constant(RateStepKind.Set)), (1, Gen.Constant(RateStepKind.End)), (2, Gen.Constant(RateStepKind.Cancel)))
        from hours in Gen.Choose(-8, 8)
        from choice in Gen.Choose(1, 4)
        select new RateStep(pass, kind, hours, choice));
}
