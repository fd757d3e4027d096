using System.Text;
using VoiceOps.Simulation.Audio;
using VoiceOps.Simulation.Cerebras;

namespace VoiceOps.Simulation.ElevenLabs;

/// <summary>One context of a speech socket: collects text until it is enough or flushed, and speaks it in order.</summary>
internal sealed class SpeechContext(string id, SpeechRequest request, SpeechPacing pacing, Func<object, Task> send, TimeProvider time, bool isUntimed, CancellationToken cancellationToken)
{
    private static readonly int[] Schedule = [120, 160, 250, 290];

    private readonly StringBuilder _text = new();
    private int _generations;
    private int _spokenBytes;

    /// <summary>Completes when everything that was flushed is spoken.</summary>
    public Task Spoken { get; private set; } = Task.CompletedTask;

    public void Add(string text)
    {
        _text.Append(text);
        if (request.AutoMode || _text.Length >= Schedule[Math.Min(_generations, Schedule.Length - 1)])
        {
            Generate();
        }
    }

    public void Flush()
    {
        Generate();
        Then(() => send(new { type = "flush_done", context_id = id, status_code = 206, done = false, data = "", flush_done = true }));
    }

    /// <summary>Speaks what was flushed and nothing more.</summary>
    public void Close()
    {
        _text.Clear();
        Then(() => send(new { isFinal = true, contextId = id }));
    }

    private void Generate()
    {
        if (_text.Length == 0)
        {
            return;
        }

        var text = _text.ToString();
        _text.Clear();
        _generations++;
        Then(() => SpeakAsync(text));
    }

    private void Then(Func<Task> next) => Spoken = AfterAsync(Spoken, next);

    private static async Task AfterAsync(Task before, Func<Task> next)
    {
        await before;
        await next();
    }

    private async Task SpeakAsync(string text)
    {
        await Task.Delay(pacing.FirstByteDelay, time, cancellationToken);
        var started = time.GetTimestamp();
        var length = ByteOf(text.Length);
        var pieceBytes = (int)(pacing.Piece.TotalSeconds * MuLaw.BytesPerSecond);
        for (var start = 0; start < length; start += pieceBytes)
        {
            var end = Math.Min(start + pieceBytes, length);
            var audio = new byte[end - start];
            VoiceTone.Fill(audio, _spokenBytes);
            _spokenBytes += audio.Length;
            if (pacing.Stamps)
            {
                Stamp(audio, start == 0 ? TokenCounter.Split(text).Count : 0);
            }

            var piece = text[CharacterAt(start)..CharacterAt(end)];
            var alignment = isUntimed ? null : new
            {
                charStartTimesMs = piece.Select((_, index) => MillisecondOf(index)).ToArray(),
                charDurationsMs = piece.Select((_, index) => MillisecondOf(index + 1) - MillisecondOf(index)).ToArray(),
                chars = piece.Select(character => character.ToString()).ToArray(),
            };
            await send(new
            {
                audio = Convert.ToBase64String(audio),
                isFinal = false,
                normalizedAlignment = alignment,
                alignment,
                contextId = id,
            });
            // Due times come from the start, so that late timers do not add up.
            var ahead = (TimeSpan.FromSeconds((double)end / MuLaw.BytesPerSecond) / pacing.TimesRealTime) - time.GetElapsedTime(started);
            if (ahead > TimeSpan.Zero)
            {
                await Task.Delay(ahead, time, cancellationToken);
            }
        }
    }

    private static void Stamp(Span<byte> audio, int tokens)
    {
        for (var frame = 0; frame + MuLaw.FrameBytes <= audio.Length; frame += MuLaw.FrameBytes)
        {
            FrameStamp.Write(audio.Slice(frame, MuLaw.FrameBytes), frame == 0 ? tokens : 0, FrameStamp.Now);
        }
    }

    // From the start of the text, so that pieces add up to its length without rounding.
    private static int ByteOf(int character) => character * MuLaw.BytesPerSecond / SpeechPace.CharactersPerSecond;

    /// <summary>The first character that begins at this byte or after it.</summary>
    private static int CharacterAt(int position) => ((position * SpeechPace.CharactersPerSecond) + MuLaw.BytesPerSecond - 1) / MuLaw.BytesPerSecond;

    private static int MillisecondOf(int character) => (int)SpeechPace.Of(character).TotalMilliseconds;
}
