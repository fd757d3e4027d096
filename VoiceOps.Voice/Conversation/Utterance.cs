using System.Text;

namespace VoiceOps.Voice.Conversation;

/// <summary>
/// One thing that the agent says, and the one owner of the truth about it: what was sent to be spoken, how much of it the
/// caller has heard, and whether it was interrupted. After <see cref="InterruptAsync"/> returns no text of it is sent any more.
/// </summary>
internal sealed class Utterance(string id, ISpeech speech, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly StringBuilder _text = new();
    private readonly CancellationTokenSource _interruption = new(Timeout.InfiniteTimeSpan, time);
    private int _spokenCharacters;
    private int _heardCharacters;
    private bool _isFinished;

    /// <summary>Also the speech provider's context id.</summary>
    public string Id { get; } = id;

    /// <summary>Cancelled when the caller interrupts.</summary>
    public CancellationToken Interruption => _interruption.Token;

    public bool IsInterrupted => _interruption.IsCancellationRequested;

    /// <summary>The caller has heard all of it, or as much as there will be.</summary>
    public bool IsOver { get; private set; }

    public string Text => _text.ToString();

    /// <summary>What the caller has heard, as far as returned marks tell.</summary>
    public string HeardText => IsOver && !IsInterrupted ? Text.TrimEnd() : Text[..WordEnd(Math.Min(_heardCharacters, _text.Length))].TrimEnd();

    /// <summary>Sends a sentence to be spoken, unless the caller has interrupted.</summary>
    public async Task SpeakAsync(string sentence, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            if (!IsInterrupted)
            {
                _text.Append(sentence).Append(' ');
                await speech.SpeakAsync(Id, sentence, cancellationToken);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>There is no more text; the rest is still spoken.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            _isFinished = true;
            if (!IsInterrupted && _text.Length > 0)
            {
                await speech.FinishAsync(Id, cancellationToken);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The caller speaks: nothing more of this utterance is generated, sent or played.</summary>
    public async Task InterruptAsync(CancellationToken cancellationToken)
    {
        // First, so that a sentence that waits for its turn is not sent after all.
        await _interruption.CancelAsync();
        await _sending.WaitAsync(cancellationToken);
        try
        {
            IsOver = true;
            if (_text.Length > 0)
            {
                await speech.CancelAsync(Id, cancellationToken);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Audio goes to the line. Returns the name of the mark to send behind it.</summary>
    public string Play(SpeechAudio audio)
    {
        _spokenCharacters += audio.Characters;
        return $"{Id}/{(audio.IsFinal ? "end" : _spokenCharacters)}";
    }

    /// <summary>A mark came back. After an interruption it does not count: a clear returns marks that were never played.</summary>
    public void MarkReturned(string position)
    {
        if (IsInterrupted)
        {
            return;
        }

        if (position == "end")
        {
            IsOver = true;
        }
        else if (int.TryParse(position, out var characters))
        {
            _heardCharacters = Math.Max(_heardCharacters, characters);
        }
    }

    /// <summary>Nothing was said, so no end will be heard.</summary>
    public void EndIfSilent() => IsOver |= _isFinished && _text.Length == 0;

    public void Dispose()
    {
        _interruption.Dispose();
        _sending.Dispose();
    }

    private int WordEnd(int position)
    {
        // Alignment may end inside a word; a half-heard word was not understood.
        if (position >= _text.Length || char.IsWhiteSpace(_text[position]))
        {
            return position;
        }

        while (position > 0 && !char.IsWhiteSpace(_text[position - 1]))
        {
            position--;
        }

        return position;
    }
}
