using System.Collections.Concurrent;
using VoiceOps.Simulation.Callers;

namespace VoiceOps.Benchmarks.Load;

/// <summary>How the calls of a load test went, as their phones saw it.</summary>
internal sealed class LoadTally
{
    private readonly ConcurrentDictionary<string, int> _ends = [];
    private int _calls;
    private int _sentences;
    private int _interruptions;
    private int _clears;

    public int Calls => Volatile.Read(ref _calls);

    public int Sentences => Volatile.Read(ref _sentences);

    public int Interruptions => Volatile.Read(ref _interruptions);

    public int Clears => Volatile.Read(ref _clears);

    /// <summary>Calls that ended otherwise than by their caller, and how often.</summary>
    public IReadOnlyDictionary<string, int> OtherEnds => _ends;

    public void Ended(CallerResult result)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _sentences, result.PhrasesSaid);
        Interlocked.Add(ref _interruptions, result.Interruptions);
        Interlocked.Add(ref _clears, result.Clears);
        if (result is not { Status: "completed", EndedBy: CallEnd.Caller })
        {
            Count($"{result.Status}, ended by {result.EndedBy.ToString().ToLowerInvariant()}");
        }
    }

    public void Failed(Exception exception) => Count(exception.Message);

    private void Count(string end) => _ends.AddOrUpdate(end, 1, (_, count) => count + 1);
}
