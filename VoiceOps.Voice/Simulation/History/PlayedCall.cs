using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Simulation.History;

/// <summary>An answered call as it was played. One that was only apologized to has no turns and no waste.</summary>
internal sealed record PlayedCall(Call Call, CallMeters Meters, IReadOnlyList<CallTurn> Turns, WasteFigures? Waste);
