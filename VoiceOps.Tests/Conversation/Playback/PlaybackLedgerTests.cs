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

    private PlaybackLedger Sent(int milliseconds)
    {
        var ledger = new PlaybackLedger(() => _now);
        ledger.Add(new SpeechAudio
        {
            ContextId = "u1",
            Base64 = Encoding.ASCII.GetBytes(Convert.ToBase64String(new byte[milliseconds * 8])),
            Characters = 16,
            IsFinal = true,
        });
        SendAll(ledger);
        return ledger;
    }

    private static TimeSpan SendAll(PlaybackLedger ledger)
    {
        var sent = TimeSpan.Zero;
        while (ledger.TrySend(out var piece, out _))
        {
            sent += piece.Duration;
        }

        return sent;
    }
}
