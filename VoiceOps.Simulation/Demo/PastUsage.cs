using VoiceOps.Simulation.Deepgram;
using VoiceOps.Simulation.ElevenLabs;
using VoiceOps.Simulation.Twilio;
using VoiceOps.Voice.Calls.Journal;

namespace VoiceOps.Simulation.Demo;

/// <summary>
/// Tells the simulated providers of the history's calls, so that they can be asked about them: from what was played, never
/// from what was booked. So the two sides differ where they do in life: the line of a lost server stays up for a while, and
/// on one day speech was asked for twice.
/// </summary>
internal sealed class PastUsage(Simulators simulators, TimeProvider time)
{
    private const int SecondsAfterServerLost = 25;
    private const decimal RetriedShare = 0.07m;

    public void Add(CallPlan plan, PlayedUsage? played)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(plan.Length.TotalSeconds))
            + (plan.Outcome.EndedReason == EndedReason.ServerLost ? SecondsAfterServerLost : 0);
        simulators.Twilio.AddPast(NetworkCall.Past(plan.CallSid, plan.From, plan.To, plan.At, seconds, played is null ? 0 : seconds, time));
        if (played is null)
        {
            return;
        }

        simulators.Deepgram.Counts.Add(connection: 0, played.RequestId, DeepgramSimulator.Transcription, played.ListeningModel, played.Seconds, plan.At);
        var spoken = played.Characters + (plan.HasRetries ? decimal.Ceiling(played.Characters * RetriedShare) : 0);
        simulators.ElevenLabs.Counts.Add(connection: 0, plan.CallSid, ElevenLabsSimulator.Speech, played.SpeakingModel, spoken, plan.At);
    }
}
