using System.Text;
using VoiceOps.Voice.Simulation.Audio;

namespace VoiceOps.Voice.Simulation.ElevenLabs;

/// <summary>One context of a speech socket: collects text until it is enough or flushed, and speaks it in order.</summary>
internal sealed class SpeechContext(string id, SpeechRequest request, SpeechPacing pacing, Func<object, Task> send, TimeProvider time, CancellationToken cancellationToken)
{
    private const int CharactersPerPiece = 6;
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
        for (var start = 0; start < text.Length; start += CharactersPerPiece)
        {
            var piece = text.Substring(start, Math.Min(CharactersPerPiece, text.Length - start));
            var audio = new byte[ByteOf(start + piece.Length) - ByteOf(start)];
            VoiceTone.Fill(audio, _spokenBytes);
            _spokenBytes += audio.Length;
            var alignment = new
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
            await Task.Delay(SpeechPace.Of(piece.Length) / pacing.TimesRealTime, time, cancellationToken);
        }
    }

    // From the start of the text, so that pieces add up to its length without rounding.
    private static int ByteOf(int character) => character * MuLaw.BytesPerSecond / SpeechPace.CharactersPerSecond;

    private static int MillisecondOf(int character) => (int)SpeechPace.Of(character).TotalMilliseconds;
}
