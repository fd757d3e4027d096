using VoiceOps.Simulation.Audio;

namespace VoiceOps.Simulation.Callers;

/// <summary>Decides frame by frame what a simulated caller says, from what it hears. Its clock is the line's own 20 ms ticks.</summary>
internal sealed class CallerMouth(CallerScript script, PhraseBook phrases)
{
    private static readonly ReadOnlyMemory<byte> Silence = Enumerable.Repeat(MuLaw.Silence, MuLaw.FrameBytes).ToArray();

    private int _next;
    private (ushort Number, int Frames)? _saying;
    private int _frame;
    private int _quiet;
    private int _agentFrames;
    private bool _heardSinceLast;

    public int PhrasesSaid => _next;

    /// <summary>Whether the frame that <see cref="Next"/> returned last was a sound.</summary>
    public bool IsSpeaking { get; private set; }

    public int Interruptions { get; private set; }

    /// <summary>All is said and the agent has answered it, or has had its time to.</summary>
    public bool IsDone { get; private set; }

    /// <summary>The audio of the next 20 ms, after hearing (or not) the agent in the last.</summary>
    public ReadOnlyMemory<byte> Next(bool agentSpeaks)
    {
        Hear(agentSpeaks);
        IsSpeaking = _saying is not null;
        if (_saying is { } saying)
        {
            var audio = PhraseCode.Encode(saying.Number, _frame++);
            if (_frame == saying.Frames)
            {
                _saying = null;
                (_quiet, _agentFrames, _heardSinceLast) = (0, 0, false);
            }

            return audio;
        }

        Decide(agentSpeaks);
        return Silence;
    }

    private void Hear(bool agentSpeaks)
    {
        _heardSinceLast |= agentSpeaks;
        (_quiet, _agentFrames) = agentSpeaks ? (0, _agentFrames + 1) : (_quiet + 1, _agentFrames);
    }

    private void Decide(bool agentSpeaks)
    {
        var quiet = _quiet * MuLaw.FrameTime;
        var isMyTurn = _heardSinceLast ? quiet >= script.ReplyDelay : quiet >= script.Patience;
        if (_next == script.Phrases.Count)
        {
            IsDone |= isMyTurn && script.HangUp != HangUpWay.WaitForAgent;
            return;
        }

        var phrase = script.Phrases[_next];
        var interrupts = agentSpeaks && phrase.InterruptsAfter is { } patience && _agentFrames * MuLaw.FrameTime >= patience;
        if (isMyTurn || interrupts)
        {
            Interruptions += interrupts ? 1 : 0;
            _saying = (phrases.Number(phrase.Text), PhraseCode.FrameCount(phrase.Text));
            (_frame, _next) = (0, _next + 1);
        }
    }
}
