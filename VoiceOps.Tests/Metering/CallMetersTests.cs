using Microsoft.Extensions.Time.Testing;
using VoiceOps.Voice.Credits;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Metering.Ledger;
using VoiceOps.Voice.Pricing;
using Xunit;

namespace VoiceOps.Tests.Metering;

public sealed class CallMetersTests
{
    private const string Sid = "CA1";
    private const string Hearing = "nova-2-phonecall";
    private const string Voice = "eleven_flash_v2_5";
    private const string Large = "llama-3.3-70b";
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 10, 12, 0, 0, TimeSpan.Zero));
    private readonly CallMeters _meters;
    private readonly List<UsageEvent> _rows = [];
    private readonly List<LedgerTransaction> _movements = [];

    public CallMetersTests() => _meters = new CallMeters(1, Sid, Terms(), _time);

    [Fact]
    public void Advance_MinuteN_IsPostedWhenItStarts()
    {
        var booked = new List<(double Seconds, int Rows)>();
        foreach (var seconds in new[] { 0, 59.999, 60, 60.001, 119, 120, 120.001 })
        {
            _time.SetUtcNow(_meters.AnsweredAt.AddSeconds(seconds));
            _meters.Advance();
            Commit();
            booked.Add((seconds, _rows.Count(row => row.Service == ServiceNames.Twilio)));
        }

        Assert.Equal([(0, 1), (59.999, 1), (60, 1), (60.001, 2), (119, 2), (120, 2), (120.001, 3)], booked);
        var line = Rows(ServiceNames.Twilio);
        Assert.Equal(["CA1/twilio/voice//1000000", "CA1/twilio/voice//2000000", "CA1/twilio/voice//3000000"], line.Select(row => row.EventKey));
        Assert.Equal([0d, 60, 120], line.Select(row => (row.BookedAt - _meters.AnsweredAt).TotalSeconds));
        Assert.All(line, row => Assert.Equal((1m, UsageUnits.Minutes, 14_000_000, 0.014m, "minute"), (row.UsageAmount, row.UsageUnit, row.CostNanos, row.UnitCost, row.RateUnit)));
    }

    [Fact]
    public void Advance_WhileTheStoreIsAway_KeepsOneRowAMeterAndLosesNothing()
    {
        for (var minute = 0; minute < 30; minute++)
        {
            _meters.AudioSent(8_000 * 60, Hearing);
            _time.Advance(TimeSpan.FromMinutes(1));
            _meters.Advance();
        }

        var held = _meters.Collect(_time.GetUtcTime())!;
        Assert.InRange(held.Events.Count, 1, 2);

        End();

        Assert.Equal(30, Rows(ServiceNames.Twilio).Sum(row => row.UsageAmount));
        Assert.Equal(30 * 60, Rows(ServiceNames.Deepgram).Sum(row => row.UsageAmount));
        Assert.Equal(_rows.Count, _rows.Select(row => row.EventKey).Distinct().Count());
    }

    [Fact]
    public void ExampleA_ThroughTheCallsMeters_IsRightToTheNano()
    {
        for (var second = 0; second < 187; second++)
        {
            for (var frame = 0; frame < 50; frame++)
            {
                _meters.AudioSent(160, Hearing);
            }

            _time.Advance(TimeSpan.FromSeconds(1));
            _meters.Advance();
            if (second % 40 == 39)
            {
                _meters.CharactersSent(370, $"u{second / 40}", Voice);
                _meters.EndTurn();
            }

            if (second % 7 == 0)
            {
                Commit();
            }
        }

        _meters.TokensUsed("req-1", Large, 9_000, 1_000);
        _meters.TokensUsed("req-2", Large, 650, 210);
        End();

        Assert.Equal(
            [(ServiceNames.Twilio, 56_000_000), (ServiceNames.Deepgram, 18_388_333), (ServiceNames.ElevenLabs, 222_000_000), (ServiceNames.Cerebras, 6_516_000)],
            ServiceNames.All.Select(service => (service, Rows(service).Sum(row => row.CostNanos!.Value))));
        Assert.Equal(302_904_333, _meters.Read().Cost.Nanos);
        Assert.Equal(374_000_000, Earned());
        Assert.Equal(187, _meters.DurationSeconds);
    }

    [Fact]
    public void TranscriptionSettled_ToATotalThatWasPostedBefore_IsARowOfItsOwn()
    {
        _meters.TranscriptionStarted("dg-1", Hearing);
        _meters.AudioSent(80_000, Hearing);
        _meters.EndTurn();
        _meters.AudioSent(16_000, Hearing);

        _meters.TranscriptionSettled(10.0m, Hearing);
        End();

        var rows = Rows(ServiceNames.Deepgram);
        Assert.Equal(
            [("CA1/deepgram/transcription/nova-2-phonecall/10000000", 10m, "dg-1"), ("CA1/deepgram/transcription/nova-2-phonecall/12000000", 2m, "dg-1"), ("CA1/deepgram/transcription/nova-2-phonecall/10000000/settled", -2m, "dg-1")],
            rows.Select(row => (row.EventKey, row.UsageAmount, row.ProviderRequestId)));
        Assert.Equal(Rating.NanosPerMinute(0.0059m, 10_000_000), rows.Sum(row => row.CostNanos));
    }

    [Fact]
    public void TranscriptionStarted_AgainAfterADrop_AddsUpAndEachRowCarriesItsConnectionsId()
    {
        _meters.TranscriptionStarted("dg-1", Hearing);
        _meters.AudioSent(80_000, Hearing);
        _meters.EndTurn();
        _meters.AudioSent(16_000, Hearing); // of a connection that dropped: nothing settles it
        _meters.TranscriptionStarted("dg-2", Hearing);
        _meters.AudioSent(40_000, Hearing);
        _meters.TranscriptionSettled(4.98m, Hearing);
        _meters.TranscriptionStarted("dg-3", Hearing);
        _meters.AudioSent(160, Hearing); // comes to a total that was posted before
        End();

        var rows = Rows(ServiceNames.Deepgram);
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
        _meters.TokensUsed("req-1", Large, 100, 20);
        _meters.TokensUsed("req-2", "brand-new", 7, 0, UsageBasis.Estimated);

        Commit();

        Assert.Equal(
            [("req-1/prompt", 100m, 60_000L, UsageBasis.Metered), ("req-1/completion", 20m, 12_000L, UsageBasis.Metered), ("req-2/prompt", 7m, null, UsageBasis.Estimated)],
            Rows(ServiceNames.Cerebras).Select(row => (row.EventKey, row.UsageAmount, row.CostNanos, row.Basis)));
        Assert.True(_meters.Read().HasUnpriced);
    }

    [Fact]
    public void CharactersSent_EachContext_HasItsOwnNumberedRows()
    {
        _meters.CharactersSent(10, "a", Voice);
        _meters.EndTurn();
        _meters.CharactersSent(5, "a", Voice);
        _meters.CharactersSent(7, "b", Voice);
        // A context that is spoken in again goes on counting: the key of its first row is taken.
        _meters.CharactersSent(1, "a", Voice);
        End();

        Assert.Equal(
            [("CA1/elevenlabs/a/1", 10m), ("CA1/elevenlabs/a/2", 5m), ("CA1/elevenlabs/b/1", 7m), ("CA1/elevenlabs/a/3", 1m)],
            Rows(ServiceNames.ElevenLabs).Select(row => (row.EventKey, row.UsageAmount)));
        Assert.Equal(23 * 150_000, Rows(ServiceNames.ElevenLabs).Sum(row => row.CostNanos));
    }

    [Fact]
    public void ReportDuration_AfterTheEnd_CorrectsTheLineAndTheRevenueAlone()
    {
        _meters.AudioSent(8_000 * 61, Hearing);
        _time.Advance(TimeSpan.FromSeconds(61));
        _meters.End(Close);

        Assert.True(_meters.ReportDuration(60, Close));
        Commit();

        var line = Rows(ServiceNames.Twilio);
        Assert.Equal([2m, -1m], line.Select(row => row.UsageAmount));
        Assert.Equal(("call-duration/CA1", -14_000_000L, 0.014m), (line[1].EventKey, line[1].CostNanos, line[1].UnitCost));
        Assert.Equal(61, Rows(ServiceNames.Deepgram).Sum(row => row.UsageAmount));
        Assert.Equal(["usage/CA1/end", "call-duration/CA1"], _movements.Select(movement => movement.TransactionKey));
        Assert.Equal((60, 120_000_000), (_movements.Sum(movement => movement.TalkSeconds), Earned()));
        Assert.Equal(60, _meters.DurationSeconds);
    }

    [Fact]
    public void ReportDuration_BeforeTheEnd_WaitsForIt()
    {
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(_meters.ReportDuration(95, Close));
        Commit();
        Assert.Empty(_rows);

        End();

        Assert.Equal([1m, 1m], Rows(ServiceNames.Twilio).Select(row => row.UsageAmount));
        Assert.Equal((95, 190_000_000), (_movements.Sum(movement => movement.TalkSeconds), Earned()));
    }

    [Fact]
    public void ReportDuration_OnceAllIsCommitted_IsRefused()
    {
        End();

        Assert.True(_meters.Settled.IsCompletedSuccessfully);
        Assert.False(_meters.ReportDuration(95, Close));
    }

    [Fact]
    public void End_Twice_ClosesOnceAndPostsNothingMore()
    {
        _time.Advance(TimeSpan.FromSeconds(20));
        _meters.End(Close);
        _time.Advance(TimeSpan.FromMinutes(2));
        _meters.End(Close);

        var batch = _meters.Collect(_time.GetUtcTime())!;

        Assert.Single(batch.Changes);
        Assert.Equal(1m, Assert.Single(batch.Events).UsageAmount);
        Assert.Equal(TimeSpan.FromSeconds(20), _meters.Elapsed);
    }

    [Fact]
    public void End_RowsAddedWhileACommitRuns_AreInTheNext()
    {
        _meters.AudioSent(8_000, Hearing);
        _meters.EndTurn();
        var first = _meters.Collect(_time.GetUtcTime())!;
        _meters.TokensUsed("req-1", Large, 5, 5);

        Assert.False(_meters.Acknowledge(first));
        var second = _meters.Collect(_time.GetUtcTime())!;

        Assert.Equal(["req-1/prompt", "req-1/completion"], second.Events.Select(row => row.EventKey));
        Assert.Null(second.AnsweredAt);
    }

    [Fact]
    public void Restore_FromTheLastCheckpoint_PostsWhatWasCountedAndNotMore()
    {
        _meters.Advance();
        _meters.AudioSent(80_000, Hearing);
        _meters.CharactersSent(40, "u1", Voice);
        _meters.TokensUsed("req-1", Large, 100, 20);
        _time.Advance(TimeSpan.FromSeconds(70));
        _meters.EndTurn();
        Commit();
        _meters.AudioSent(24_000, Hearing);
        _meters.CharactersSent(2, "u2", Voice);
        _time.Advance(TimeSpan.FromSeconds(2));
        var checkpoint = Commit();
        var revenue = new CallRevenue(_movements.Sum(row => row.TalkSeconds), _movements.Sum(row => row.BilledSeconds), new Money(Earned()));
        _meters.AudioSent(160_000, Hearing); // after the last checkpoint: gone with the process

        _time.Advance(TimeSpan.FromHours(1));
        var restored = CallMeters.Restore(1, Sid, Terms(), _meters.AnsweredAt, TimeSpan.FromSeconds(72), checkpoint.Checkpoints, revenue, _time);
        restored.End(Close);
        Commit(restored);

        Assert.Equal(13, Rows(ServiceNames.Deepgram).Sum(row => row.UsageAmount));
        Assert.Equal(42, Rows(ServiceNames.ElevenLabs).Sum(row => row.UsageAmount));
        Assert.Equal(120, Rows(ServiceNames.Cerebras).Sum(row => row.UsageAmount));
        Assert.Equal(2, Rows(ServiceNames.Twilio).Sum(row => row.UsageAmount));
        Assert.Equal((72, 144_000_000), (_movements.Sum(row => row.TalkSeconds), Earned()));
        Assert.Equal(_rows.Count, _rows.Select(row => row.EventKey).Distinct().Count());
        Assert.Equal(restored.Read().Cost.Nanos, _rows.Sum(row => row.CostNanos));
        Assert.Equal((72, true), (restored.DurationSeconds, restored.Settled.IsCompletedSuccessfully));
    }

    [Fact]
    public void Restore_LaterReport_IsTheDifferenceAlone()
    {
        _time.Advance(TimeSpan.FromSeconds(61));
        _meters.End(Close);
        var last = Commit();
        var restored = CallMeters.Restore(
            1, Sid, Terms(), _meters.AnsweredAt, _meters.Elapsed, last.Checkpoints, new CallRevenue(61, 61, new Money(Earned())), _time);

        Assert.True(restored.ReportDuration(59, Close));
        var batch = Commit(restored);

        Assert.Equal(("call-duration/CA1", -1m), (batch.Events.Single().EventKey, batch.Events.Single().UsageAmount));
        Assert.Equal((59, 118_000_000), (_movements.Sum(row => row.TalkSeconds), Earned()));
        Assert.Null(batch.AnsweredAt);
    }

    [Fact]
    public void Restore_LineThatTwilioHasBilled_LaterReportMovesRevenueAlone()
    {
        _time.Advance(TimeSpan.FromSeconds(61));
        _meters.End(Close);
        var last = Commit();
        var restored = CallMeters.Restore(
            1, Sid, Terms(), _meters.AnsweredAt, _meters.Elapsed, last.Checkpoints, new CallRevenue(61, 61, new Money(Earned())), _time, lineBasis: null);

        Assert.True(restored.ReportDuration(59, Close));
        var batch = Commit(restored);

        Assert.Empty(batch.Events);
        Assert.Equal((59, 118_000_000), (_movements.Sum(row => row.TalkSeconds), Earned()));
    }

    [Fact]
    public void StreamStarted_MediaStreamMinutes_StandBesideTheVoiceMinutes()
    {
        _meters.StreamStarted();
        _time.Advance(TimeSpan.FromSeconds(60.5));
        _meters.Advance();
        _meters.End(Close);
        _meters.ReportDuration(30, Close);
        Commit();

        var stream = _rows.Where(row => row.Operation == OperationNames.MediaStream).ToList();
        Assert.Equal(["CA1/twilio/media-stream//2000000"], stream.Select(row => row.EventKey));
        Assert.Equal((2m, UsageUnits.Minutes, 8_000_000L, 0.0040m), (stream[0].UsageAmount, stream[0].UsageUnit, stream[0].CostNanos, stream[0].UnitCost));
        // Twilio's figure is that of the call, not of its stream.
        Assert.Equal(1, _rows.Where(row => row.Operation == OperationNames.Voice).Sum(row => row.UsageAmount));
    }

    [Fact]
    public void StreamStarted_Crash_RestoresItsMinutesToo()
    {
        _meters.StreamStarted();
        _meters.Advance();
        var checkpoint = Commit();

        var restored = CallMeters.Restore(
            1, Sid, Terms(), _meters.AnsweredAt, TimeSpan.FromSeconds(130), checkpoint.Checkpoints, new CallRevenue(0, 0, Money.Zero), _time);
        restored.End(Close);
        Commit(restored);

        Assert.Equal(3, _rows.Where(row => row.Operation == OperationNames.MediaStream).Sum(row => row.UsageAmount));
    }

    [Fact]
    public void Answer_RestoredCallThatNobodyToldOf_CountsAsAnswered()
    {
        var restored = CallMeters.Restore(1, Sid, Terms(), _meters.AnsweredAt, TimeSpan.Zero, [], new CallRevenue(0, 0, Money.Zero), _time);
        restored.Answer();
        restored.ReportDuration(30, Close);

        var batch = Commit(restored);

        Assert.Equal(_meters.AnsweredAt, batch.AnsweredAt);
        Assert.True(restored.Settled.IsCompletedSuccessfully);
    }

    private static Task Close(VoiceOpsContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    private void End()
    {
        _meters.End(Close);
        Commit();
    }

    private LedgerBatch Commit(CallMeters? meters = null)
    {
        meters ??= _meters;
        var batch = meters.Collect(_time.GetUtcTime())!;
        _rows.AddRange(batch.Events);
        _movements.AddRange(batch.Transactions);
        meters.Acknowledge(batch);
        return batch;
    }

    private List<UsageEvent> Rows(string service) => [.. _rows.Where(row => row.Service == service)];

    private long Earned() => _movements.SelectMany(movement => movement.Entries).Where(entry => entry.LedgerAccount == LedgerAccounts.Receivable).Sum(entry => entry.AmountNanos);

    private static CallTerms Terms() => new()
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
