using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Conversation;
using Xunit;

namespace VoiceOps.Tests.Calls;

public sealed class CallerAudioTests
{
    private const int Frame = 160; // bytes: 20 ms of mu-law

    private readonly Ear _ear = new();
    private readonly CallerAudio _audio;
    private int _dropped;

    public CallerAudioTests() => _audio = new CallerAudio(bytes => _dropped += bytes);

    [Fact]
    public void Take_FrameOfTheLine_IsSentAtOnce()
    {
        _audio.SendTo(_ear);
        for (var frame = 0; frame < 3; frame++)
        {
            _audio.Take(Enumerable.Repeat((byte)frame, Frame).ToArray());
            Assert.Equal(Enumerable.Repeat((byte)frame, Frame), _ear.Heard[frame]);
        }
    }

    [Fact]
    public void Take_AMessageIsUnderWay_GoesInTheNextWithAllThatGathers()
    {
        _audio.SendTo(_ear);
        _ear.Sending = new TaskCompletionSource();
        for (var frame = 0; frame < 4; frame++)
        {
            _audio.Take(Enumerable.Repeat((byte)frame, Frame).ToArray());
        }

        Assert.Single(_ear.Heard);
        var sending = _ear.Sending;
        _ear.Sending = null;
        sending.SetResult();

        Assert.Equal([Frame, 3 * Frame], _ear.Heard.Select(message => message.Length));
        Assert.Equal([0, 1, 2, 3], _ear.Heard.SelectMany(message => message).Chunk(Frame).Select(frame => (int)frame.Distinct().Single()));
    }

    [Fact]
    public void SendTo_AudioHasCome_GoesFirstAndTogether()
    {
        for (var frame = 0; frame < 5; frame++)
        {
            _audio.Take(new byte[Frame]);
        }

        _audio.SendTo(_ear);
        Assert.Equal(5 * Frame, Assert.Single(_ear.Heard).Length);

        _audio.Take(new byte[Frame]);
        Assert.Equal([5 * Frame, Frame], _ear.Heard.Select(message => message.Length));
    }

    [Fact]
    public void Take_NobodyListensForSixSeconds_KeepsTheLastFive()
    {
        for (var frame = 0; frame < 300; frame++)
        {
            _audio.Take(Enumerable.Repeat((byte)frame, Frame).ToArray());
        }

        _audio.SendTo(_ear);

        Assert.Equal(50 * Frame, _dropped);
        Assert.Equal(Enumerable.Range(50, 250).Select(frame => (byte)frame), Assert.Single(_ear.Heard).Chunk(Frame).Select(frame => frame.Distinct().Single()));
    }

    private sealed class Ear : ITranscription
    {
        public List<byte[]> Heard { get; } = [];

        /// <summary>Until when a message is under way; null when it is gone at once.</summary>
        public TaskCompletionSource? Sending { get; set; }

        public string Model => "nova-2-phonecall";

        public TimeSpan AudioSent => TimeSpan.Zero;

        public ValueTask SendAudioAsync(ReadOnlyMemory<byte> audio, CancellationToken cancellationToken)
        {
            Heard.Add(audio.ToArray());
            return new ValueTask(Sending?.Task ?? Task.CompletedTask);
        }

        public IAsyncEnumerable<HeardEvent> ReadAllAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<HeardEvent>();

        public Task CloseAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
