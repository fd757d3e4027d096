namespace VoiceOps.Voice.Simulation;

/// <summary>What a simulator is told to do wrong: always, on the next connection, or on the connection with a certain number.</summary>
public sealed class SimulatorFaults
{
    private readonly Lock _gate = new();
    private readonly Queue<SimulatorFault> _next = [];
    private readonly Dictionary<int, SimulatorFault> _numbered = [];
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

    internal SimulatorFault? Take(int connection)
    {
        lock (_gate)
        {
            return _numbered.Remove(connection, out var numbered) ? numbered
                : _next.TryDequeue(out var next) ? next
                : _always;
        }
    }
}
