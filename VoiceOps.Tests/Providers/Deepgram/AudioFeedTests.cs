using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Providers.Deepgram;
using Xunit;

namespace VoiceOps.Tests.Providers.Deepgram;

public sealed class AudioFeedTests
{
    private const int Frame = 160; // bytes: 20 ms of mu-law

    private readonly CallerAudio _audio = new(_ => { });
    private readonly List<byte[]> _sent = [];
    private TaskCompletionSource? _underWay;

    [Fact]
    public void Send_FrameOfTheLine_GoesAtOnce()
    {
        var feed = Begin();
        for (var frame = 0; frame < 3; frame++)
        {
            Add(frame);
            feed.Send();
            Assert.Equal(Enumerable.Repeat((byte)frame, Frame), _sent[frame]);
        }
    }

    [Fact]
    public void Send_AMessageIsUnderWay_GoesInTheNextWithAllThatGathers()
    {
        var feed = Begin();
        _underWay = new TaskCompletionSource();
        for (var frame = 0; frame < 4; frame++)
        {
            Add(frame);
            feed.Send();
        }

        Assert.Single(_sent);
        var underWay = _underWay;
        _underWay = null;
        underWay.SetResult();

        Assert.Equal([Frame, 3 * Frame], _sent.Select(message => message.Length));
        Assert.Equal([0, 1, 2, 3], _sent.SelectMany(message => message).Chunk(Frame).Select(frame => (int)frame.Distinct().Single()));
    }

    [Fact]
    public void Begin_AudioHasCome_GoesFirstAndTogether()
    {
        for (var frame = 0; frame < 5; frame++)
        {
            Add(frame);
        }

        Begin();

        Assert.Equal(5 * Frame, Assert.Single(_sent).Length);
    }

    [Fact]
    public void Begin_WhatAnotherConnectionWasSent_GoesOnceMoreInThisOnesOwnTime()
    {
        var first = Begin();
        Add(0);
        Add(1);
        first.Send();
        _audio.Forget(Frame);
        first.Stop();
        _sent.Clear();

        var second = Begin();

        Assert.Equal(Frame, second.Start);
        Assert.Equal(1, Assert.Single(_sent)[0]);
        Add(2);
        first.Send();
        Assert.Single(_sent);
    }

    [Fact]
    public void Send_ThatFails_TakesNothingMore()
    {
        var feed = Begin();
        _underWay = new TaskCompletionSource();
        Add(0);
        feed.Send();
        _underWay.SetException(new IOException("gone"));
        Add(1);
        feed.Send();

        Assert.Single(_sent);
    }

    // What was lost while a message was stuck is not in the connection's audio: its clock stands that much behind.
    [Fact]
    public void Send_AudioWasLostMeanwhile_TheConnectionsClockBeginsLater()
    {
        var feed = Begin();
        _underWay = new TaskCompletionSource();
        Add(0);
        feed.Send();
        _audio.Add(new byte[CallerAudio.Longest]);
        _audio.Add(new byte[2 * Frame]);
        var underWay = _underWay;
        _underWay = null;
        underWay.SetResult();

        Assert.Equal(2 * Frame, feed.Start);
    }

    private AudioFeed Begin()
    {
        var feed = new AudioFeed(_audio, piece =>
        {
            _sent.Add(piece.ToArray());
            return new ValueTask(_underWay?.Task ?? Task.CompletedTask);
        });
        feed.Begin();
        return feed;
    }

    private void Add(int sample) => _audio.Add(Enumerable.Repeat((byte)sample, Frame).ToArray());
}
