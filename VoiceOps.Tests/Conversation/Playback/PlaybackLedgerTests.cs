using System.Text;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Conversation.Playback;
using Xunit;

namespace VoiceOps.Tests.Conversation.Playback;

public sealed class PlaybackLedgerTests
{
    private TimeSpan _now = TimeSpan.FromSeconds(5);

    /// <summary>A real line plays a little ahead of the host's clock now and then; a clear at that moment once ended the call.</summary>
    [Fact]
    public void Cleared_MarksCameBeforeTheClockExpectedThem_KeepsTheRestWhole()
    {
        var ledger = Sent(milliseconds: 1_000);
        _now += TimeSpan.FromMilliseconds(10);
        ledger.MarkReturned(clears: 0, number: 0);
        ledger.MarkReturned(clears: 0, number: 1);

        ledger.Cleared();

        Assert.Equal(1_000 - 19.875 - 199.875, ledger.Unheard.TotalMilliseconds, tolerance: 0.01);
    }

    [Theory]
    [InlineData(-30)]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(190)]
    [InlineData(250)]
    public void Cleared_AtAnyMoment_SendsAgainNeitherTwiceNorLess(int clockAheadMilliseconds)
    {
        var ledger = Sent(milliseconds: 1_000);
        _now += TimeSpan.FromMilliseconds(20 + 200 + clockAheadMilliseconds);
        ledger.MarkReturned(clears: 0, number: 0);
        _now += TimeSpan.FromMilliseconds(1);
        ledger.MarkReturned(clears: 0, number: 1);
        var unheard = ledger.Unheard;

        ledger.Cleared();
        var again = SendAll(ledger);

        Assert.InRange(again, unheard - TimeSpan.FromMilliseconds(200), unheard);
        Assert.InRange(ledger.HeardCharacters, 0, 16);
    }

    // Each mark is two messages, there and back: a voice that sends 20 ms at a time must not make it as many marks.
    [Fact]
    public void TryMark_SpeechInSmallMessages_IsMarkedFirstAndEvery200Milliseconds()
    {
        var ledger = new PlaybackLedger(() => _now);
        var (sent, marked) = (TimeSpan.Zero, new List<double>());

        for (var message = 0; message < 50; message++)
        {
            ledger.Add(Speech(milliseconds: 20, isFinal: false));
            while (ledger.TrySend(out var piece))
            {
                sent += piece.Duration;
                if (ledger.TryMark(out _))
                {
                    marked.Add(sent.TotalMilliseconds);
                }
            }
        }

        Assert.Equal([20, 220, 420, 620, 820], marked);
    }

    // Each message to the line costs as much as its audio does.
    [Fact]
    public void TrySend_LineHasEnoughToPlay_GathersSmallMessages()
    {
        var ledger = new PlaybackLedger(() => _now);
        var sizes = new List<double>();

        for (var message = 0; message < 21; message++)
        {
            // Twice as fast as it is played.
            ledger.Add(Speech(milliseconds: 20, isFinal: message == 20));
            sizes.AddRange(Pieces(ledger).Select(piece => piece.Duration.TotalMilliseconds));
            _now += TimeSpan.FromMilliseconds(10);
        }

        Assert.Equal([.. Enumerable.Repeat(20.0, 11), 40, 60, 60, 40], sizes);
    }

    [Fact]
    public void TrySend_GatheredPieces_SayWhatTheyWereMadeOf()
    {
        var ledger = new PlaybackLedger(() => _now);
        ledger.Add(Speech(milliseconds: 150, isFinal: false, sample: 1));
        _ = Pieces(ledger).ToList();

        ledger.Add(Speech(milliseconds: 20, isFinal: false, sample: 2));
        Assert.Empty(Pieces(ledger));
        ledger.Add(Speech(milliseconds: 20, isFinal: true, sample: 3));

        var piece = Assert.Single(Pieces(ledger));
        Assert.Equal([.. Enumerable.Repeat((byte)2, 160), .. Enumerable.Repeat((byte)3, 160)], Convert.FromBase64String(Encoding.ASCII.GetString(piece.Base64.Span)));
        Assert.Equal((3 * 16, true), (piece.TextEnd, piece.HasMark));
    }

    [Fact]
    public void TrySend_NoMoreComes_SendsTheRestInTime()
    {
        var ledger = new PlaybackLedger(() => _now);
        ledger.Add(Speech(milliseconds: 900, isFinal: false));
        _ = Pieces(ledger).ToList();
        var began = _now;

        ledger.Add(Speech(milliseconds: 20, isFinal: false));

        Assert.Empty(Pieces(ledger));
        Assert.Equal(began + TimeSpan.FromMilliseconds(15), ledger.RestDueAt);
        _now = began + TimeSpan.FromMilliseconds(15);
        Assert.Equal(20, Assert.Single(Pieces(ledger)).Duration.TotalMilliseconds);
        Assert.Null(ledger.RestDueAt);
    }

    [Fact]
    public void TryMark_OneLongMessage_IsMarkedNoLaterThanEvery200Milliseconds()
    {
        var ledger = new PlaybackLedger(() => _now);
        ledger.Add(Speech(milliseconds: 1_000, isFinal: true));

        Assert.Equal([0, 1, 2, 3, 4, 5], Marks(ledger));
    }

    // Voices tell the end in a message of its own, when the last sound is with the caller already.
    [Fact]
    public void TryMark_TheEndComesByItself_MarksWhatWasSentLast()
    {
        var ledger = new PlaybackLedger(() => _now);
        ledger.Add(Speech(milliseconds: 20, isFinal: false));
        ledger.Add(Speech(milliseconds: 60, isFinal: false));
        Assert.Equal([0], Marks(ledger));

        ledger.Add(Speech(milliseconds: 0, isFinal: true));

        Assert.Equal([1], Marks(ledger));
        ledger.MarkReturned(clears: 0, number: 1);
        Assert.True(ledger.IsAllHeard);
        Assert.Empty(Marks(ledger));
    }

    [Fact]
    public void Cleared_BetweenTwoMarks_KeepsWhatTheClockSaysWasNotPlayed()
    {
        var ledger = new PlaybackLedger(() => _now);
        for (var message = 0; message < 11; message++)
        {
            ledger.Add(Speech(milliseconds: 20, isFinal: false));
            SendAll(ledger);
        }

        _now += TimeSpan.FromMilliseconds(20);
        ledger.MarkReturned(clears: 0, number: 0);
        _now += TimeSpan.FromMilliseconds(90);

        ledger.Cleared();

        Assert.Equal(110, ledger.Unheard.TotalMilliseconds, tolerance: 0.5);
        Assert.False(ledger.IsAudible);
    }

    private static List<int> Marks(PlaybackLedger ledger)
    {
        var marks = new List<int>();
        do
        {
            if (ledger.TryMark(out var mark))
            {
                marks.Add(mark.Number);
            }
        }
        while (ledger.TrySend(out _));
        if (ledger.TryMark(out var last))
        {
            marks.Add(last.Number);
        }

        return marks;
    }

    private static IEnumerable<AudioPiece> Pieces(PlaybackLedger ledger)
    {
        while (ledger.TrySend(out var piece))
        {
            yield return piece;
        }
    }

    private static SpeechAudio Speech(int milliseconds, bool isFinal, byte sample = 0) => new()
    {
        ContextId = "u1",
        Base64 = Encoding.ASCII.GetBytes(Convert.ToBase64String([.. Enumerable.Repeat(sample, milliseconds * 8)])),
        Characters = 16,
        IsFinal = isFinal,
    };

    private PlaybackLedger Sent(int milliseconds)
    {
        var ledger = new PlaybackLedger(() => _now);
        ledger.Add(Speech(milliseconds, isFinal: true));
        SendAll(ledger);
        return ledger;
    }

    private static TimeSpan SendAll(PlaybackLedger ledger)
    {
        var sent = TimeSpan.Zero;
        while (ledger.TrySend(out var piece))
        {
            sent += piece.Duration;
        }

        return sent;
    }
}
