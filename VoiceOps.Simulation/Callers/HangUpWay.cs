namespace VoiceOps.Simulation.Callers;

/// <summary>How a simulated caller leaves.</summary>
public enum HangUpWay
{
    /// <summary>As a caller does who hangs up: <c>stop</c>, then the socket closes.</summary>
    Stop,

    /// <summary>The media socket is lost without a word.</summary>
    SocketLoss,

    /// <summary>Stays on the line, silent, until the other side ends the call.</summary>
    WaitForAgent,
}
