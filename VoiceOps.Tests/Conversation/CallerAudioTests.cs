using VoiceOps.Voice.Conversation;
using Xunit;

namespace VoiceOps.Tests.Conversation;

public sealed class CallerAudioTests
{
    private readonly CallerAudio _audio;
    private readonly List<byte> _all = [];
    private int _lost;

    public CallerAudioTests() => _audio = new CallerAudio(bytes => _lost += bytes);

    // The buffer begins with room for 2 s and goes round: what is taken must be what was added, wherever in it that lies.
    [Theory]
    [InlineData(160, 100, 0)]
    [InlineData(160, 100, 15_000)]
    [InlineData(7_000, 2, 4_000)]
    [InlineData(160, 700, 0)]
    [InlineData(333, 200, 50_000)]
    public void Rewind_AfterManyFrames_GivesWhatIsKeptOnceMore(int bytes, int times, int forgottenBefore)
    {
        var start = 0;
        for (var time = 0; time < times; time++)
        {
            Add(bytes);
            Assert.Equal((_all.Count - bytes, bytes), _audio.Take(new byte[bytes]));
            if (time == times / 2)
            {
                _audio.Forget(forgottenBefore);
                start = Math.Min(forgottenBefore, _all.Count);
            }
        }

        var kept = _audio.Rewind();
        var again = new byte[_all.Count];

        Assert.Equal(Math.Max(start, _all.Count - CallerAudio.Longest), kept);
        Assert.Equal((kept, _all.Count - (int)kept), _audio.Take(again));
        Assert.Equal(_all.Skip((int)kept), again.Take(_all.Count - (int)kept));
        Assert.Equal(0, _lost);
    }

    [Fact]
    public void Add_NobodyTakesForSixteenSeconds_LosesTheOldestAndSaysSo()
    {
        for (var frame = 0; frame < 16 * 50; frame++)
        {
            Add(160);
        }

        Assert.Equal((CallerAudio.BytesPerSecond, 160), _audio.Take(new byte[160]));
        Assert.Equal(CallerAudio.BytesPerSecond, _lost);
        Assert.Equal(TimeSpan.FromSeconds(16), _audio.Length);
    }

    [Fact]
    public void Add_MoreThanIsKeptAtOnce_KeepsItsEnd()
    {
        Add(160);

        Add(CallerAudio.Longest + 1_000);

        var kept = new byte[CallerAudio.Longest + 1_000];
        Assert.Equal((1_160, CallerAudio.Longest), _audio.Take(kept));
        Assert.Equal(_all.Skip(1_160), kept.Take(CallerAudio.Longest));
        Assert.Equal(1_160, _lost);
    }

    [Fact]
    public void Forget_WhatWasNotTakenYet_IsKept()
    {
        Add(320);
        _audio.Take(new byte[160]);

        _audio.Forget(320);

        Assert.Equal(160, _audio.Rewind());
    }

    private void Add(int bytes)
    {
        var frame = Enumerable.Range(_all.Count, bytes).Select(position => (byte)(position % 251)).ToArray();
        _all.AddRange(frame);
        _audio.Add(frame);
    }
}
