using System.Collections.Concurrent;

namespace VoiceOps.Simulation.Audio;

/// <summary>
/// What simulated callers say, by the number that their audio carries, so that the words heard are the words said. Phrases that are known
/// from the start have the same numbers in every process.
/// </summary>
public sealed class PhraseBook
{
    private readonly ConcurrentDictionary<string, ushort> _numbers = [];
    private readonly ConcurrentDictionary<ushort, string> _texts = [];
    private int _last;

    public PhraseBook(params IEnumerable<string> known)
    {
        foreach (var text in known)
        {
            Number(text);
        }
    }

    internal ushort Number(string text) => _numbers.GetOrAdd(text, Add);

    internal string? Find(ushort number) => _texts.GetValueOrDefault(number);

    private ushort Add(string text)
    {
        var number = checked((ushort)Interlocked.Increment(ref _last));
        _texts[number] = text;
        return number;
    }
}
