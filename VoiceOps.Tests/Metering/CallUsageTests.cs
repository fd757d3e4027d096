using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Metering;

/// <summary>What is used of the providers, and the rows by which each fact is one.</summary>
public sealed class CallUsageTests : CallMetersTestBase
{
    [Fact]
    public void TranscriptionSettled_ToATotalThatWasPostedBefore_IsARowOfItsOwn()
    {
        Meters.Usage.TranscriptionStarted("dg-1", Hearing);
        Meters.Usage.AudioSent(80_000, Hearing);
        Meters.EndTurn();
        Meters.Usage.AudioSent(16_000, Hearing);

        Meters.Usage.TranscriptionSettled(10.0m, Hearing);
        End();

        var rows = RowsOf(ServiceNames.Deepgram);
        Assert.Equal(
            [("CA1/deepgram/transcription/nova-2-phonecall/10000000", 10m, "dg-1"), ("CA1/deepgram/transcription/nova-2-phonecall/12000000", 2m, "dg-1"), ("CA1/deepgram/transcription/nova-2-phonecall/10000000/settled", -2m, "dg-1")],
            rows.Select(row => (row.EventKey, row.UsageAmount, row.ProviderRequestId)));
        Assert.Equal(Rating.NanosPerMinute(0.0059m, 10_000_000), rows.Sum(row => row.CostNanos));
    }

    [Fact]
    public void TranscriptionStarted_AgainAfterADrop_AddsUpAndEachRowCarriesItsConnectionsId()
    {
        Meters.Usage.TranscriptionStarted("dg-1", Hearing);
        Meters.Usage.AudioSent(80_000, Hearing);
        Meters.EndTurn();
        Meters.Usage.AudioSent(16_000, Hearing); // of a connection that dropped: nothing settles it
        Meters.Usage.TranscriptionStarted("dg-2", Hearing);
        Meters.Usage.AudioSent(40_000, Hearing);
        Meters.Usage.TranscriptionSettled(4.98m, Hearing);
        Meters.Usage.TranscriptionStarted("dg-3", Hearing);
        Meters.Usage.AudioSent(160, Hearing); // comes to a total that was posted before
        End();

        var rows = RowsOf(ServiceNames.Deepgram);
        Assert.Equal(
            [
                ("10000000", 10m, "dg-1"), ("12000000", 2m, "dg-1"), ("17000000/2", 5m, "dg-2"), ("16980000/2/settled", -0.02m, "dg-2"),
                ("17000000/3", 0.02m, "dg-3"),
            ],
            rows.Select(row => (row.EventKey["CA1/deepgram/transcription/nova-2-phonecall/".Length..], row.UsageAmount, row.ProviderRequestId)));
        Assert.Equal(rows.Count, rows.Select(row => row.EventKey).Distinct().Count());
        Assert.Equal(Rating.NanosPerMinute(0.0059m, 17_000_000), rows.Sum(row => row.CostNanos));
    }

    [Fact]
    public void TokensUsed_EveryRequest_HasItsOwnRows()
    {
        Meters.Usage.TokensUsed("req-1", Large, 100, 20);
        Meters.Usage.TokensUsed("req-2", "brand-new", 7, 0, UsageBasis.Estimated);

        Commit();

        Assert.Equal(
            [("req-1/prompt", 100m, 60_000L, UsageBasis.Metered), ("req-1/completion", 20m, 12_000L, UsageBasis.Metered), ("req-2/prompt", 7m, null, UsageBasis.Estimated)],
            RowsOf(ServiceNames.Cerebras).Select(row => (row.EventKey, row.UsageAmount, row.CostNanos, row.Basis)));
        Assert.True(Meters.Read().HasUnpriced);
    }

    [Fact]
    public void CharactersSent_EachContext_HasItsOwnNumberedRows()
    {
        Meters.Usage.CharactersSent(10, "a", Voice);
        Meters.EndTurn();
        Meters.Usage.CharactersSent(5, "a", Voice);
        Meters.Usage.CharactersSent(7, "b", Voice);
        // A context that is spoken in again goes on counting: the key of its first row is taken.
        Meters.Usage.CharactersSent(1, "a", Voice);
        End();

        Assert.Equal(
            [("CA1/elevenlabs/a/1", 10m), ("CA1/elevenlabs/a/2", 5m), ("CA1/elevenlabs/b/1", 7m), ("CA1/elevenlabs/a/3", 1m)],
            RowsOf(ServiceNames.ElevenLabs).Select(row => (row.EventKey, row.UsageAmount)));
        Assert.Equal(23 * 150_000, RowsOf(ServiceNames.ElevenLabs).Sum(row => row.CostNanos));
    }
}
