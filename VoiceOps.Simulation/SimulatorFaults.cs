namespace VoiceOps.Simulation;

/// <summary>What a simulator is told to do wrong: always, on the next connection, on the connection with a certain number or with a certain mark.</summary>
public sealed class SimulatorFaults
{
    private readonly Lock _gate = new();
    private readonly Queue<SimulatorFault> _next = [];
    private readonly Dictionary<int, SimulatorFault> _numbered = [];
    private readonly List<(string Mark, Queue<SimulatorFault?> Faults)> _marked = [];
    private SimulatorFault? _always;

    /// <summary>From now on every connection; null ends it.</summary>
    public void Always(SimulatorFault? fault)
    {
        lock (_gate)
        {
            _always = fault;
        }
    }

    /// <summary>Once, on the next connection that nothing else is meant for; several wait in order.</summary>
    public void Next(SimulatorFault fault)
    {
        lock (_gate)
        {
            _next.Enqueue(fault);
        }
    }

    /// <summary>On the connection with this number; connections (of an HTTP provider: requests) count from 1 as they arrive.</summary>
    public void On(int connection, SimulatorFault fault)
    {
        lock (_gate)
        {
            _numbered[connection] = fault;
        }
    }

    /// <summary>
    /// On the connections whose address or body has this mark in it, one after the other; null lets one pass, and so do all after the last. For
    /// tests that have many calls at once.
    /// </summary>
    public void For(string mark, params IReadOnlyList<SimulatorFault?> faults)
    {
        lock (_gate)
        {
            _marked.Add((mark, new Queue<SimulatorFault?>(faults)));
        }
    }

    /// <summary>Whether what is asked has to be read to find its fault.</summary>
    internal bool AreMarked
    {
        get
        {
            lock (_gate)
            {
                return _marked.Count > 0;
            }
        }
    }

    internal SimulatorFault? Take(int connection, string asked)
    {
        lock (_gate)
        {
            if (_marked.Find(marked => asked.Contains(marked.Mark, StringComparison.Ordinal)).Faults is { Count: > 0 } faults)
            {
                return faults.Dequeue();
            }

            return _numbered.Remove(connection, out var numbered) ? numbered
                : _next.TryDequeue(out var next) ? next
                : _always;
        }
    }
}
