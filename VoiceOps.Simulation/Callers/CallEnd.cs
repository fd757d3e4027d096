namespace VoiceOps.Simulation.Callers;

/// <summary>Which side ended a simulated call.</summary>
public enum CallEnd
{
    /// <summary>The caller left.</summary>
    Caller,

    /// <summary>The host closed the media socket.</summary>
    Host,

    /// <summary>The host ended the call by a REST request.</summary>
    Request,

    /// <summary>The document that the host answered with came to its end.</summary>
    Document,

    /// <summary>The host rejected the call.</summary>
    Rejected,

    /// <summary>The host could not be reached, or its answer could not be used.</summary>
    Failed,
}
