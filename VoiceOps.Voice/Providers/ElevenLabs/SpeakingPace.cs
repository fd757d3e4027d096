namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>How fast the voice of a call speaks, for speech that comes without telling which characters it is: learned from what was spoken to its end.</summary>
internal sealed class SpeakingPace
{
    /// <summary>Of an ordinary voice, until its own is known.</summary>
    private const double Usual = 17;

    /// <summary>Nobody speaks faster: an alignment that says so does not fit its audio.</summary>
    private const double Fastest = 45;

    /// <summary>Less than a frame of the line tells nothing about a pace.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(20);

    private double _perSecond = Usual;
    private double _characters;
    private double _seconds;

    public double CharactersIn(TimeSpan duration) => duration.TotalSeconds * _perSecond;

    public static bool Fits(int characters, TimeSpan duration) => duration < Least || characters <= 3 + (duration.TotalSeconds * Fastest);

    /// <summary>A whole text was spoken in this time.</summary>
    public void Learn(int characters, TimeSpan duration)
    {
        if (duration > Least && Fits(characters, duration))
        {
            (_characters, _seconds) = (_characters + characters, _seconds + duration.TotalSeconds);
            _perSecond = _characters / _seconds;
        }
    }
}
