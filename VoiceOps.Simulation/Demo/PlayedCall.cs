using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Metering;

namespace VoiceOps.Simulation.Demo;

/// <summary>An answered call as it was played. One that was only apologized to has no turns and no waste.</summary>
internal sealed record PlayedCall(Call Call, CallMeters Meters, IReadOnlyList<CallTurn> Turns, WasteFigures? Waste);
