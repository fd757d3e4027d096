namespace VoiceOps.Voice.Personas.Catalog;

/// <summary>What one call asks a provider for, and what instead when that is refused.</summary>
internal sealed class AudioChoices(IReadOnlyList<AudioChoice> choices)
{
    private volatile int _tried;

    public AudioChoice Current => choices[_tried];

    /// <summary>False when there is nothing left to try.</summary>
    public bool TryNext()
    {
        if (_tried + 1 >= choices.Count)
        {
            return false;
        }

        _tried++;
        return true;
    }
}
