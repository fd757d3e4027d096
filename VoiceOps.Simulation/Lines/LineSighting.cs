using System.Runtime.InteropServices;

namespace VoiceOps.Simulation.Lines;

/// <summary>
/// What the simulated transcription saw of one line, and when by the clock of <see cref="Audio.FrameStamp"/>. It goes from process to process as
/// it lies in memory: both are on one machine.
/// </summary>
/// <param name="Sent">When the frame left the phone; 0 when it is no frame.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct LineSighting(int Line, LineSight Sight, long At, long Sent);
