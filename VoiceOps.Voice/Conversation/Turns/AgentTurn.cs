using System.Globalization;
using VoiceOps.Voice.Conversation.Playback;

namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>
/// One thing that the agent says, and the one owner of the truth about it: what was sent to be spoken, what the caller heard of it, and
/// whether it is held, interrupted or over. Touched only by the conversation's own queue.
/// </summary>
internal sealed class AgentTurn(int number, string kind, string? callerText, TurnTimes times, AgentTurnRoles roles) : IDisposable
{
    private readonly CancellationTokenSource _interruption = new();
    private readonly List<SpokenSegment> _segments = [];
    private readonly Queue<SpokenSegment> _waiting = [];
    private readonly PlaybackLedger _playback = new(roles.Now);
    private bool _isTextComplete;
    private bool _isContextFinished;
    private bool _isSpeechComplete;

    public int Number { get; } = number;

    /// <summary>Also the speech provider's context id, and what its marks begin with.</summary>
    public string Id { get; } = string.Create(CultureInfo.InvariantCulture, $"u{number}");

    public string Kind { get; } = kind;

    public string? CallerText { get; } = callerText;

    public TurnTimes Times { get; } = times;

    /// <summary>Cancelled when the caller interrupts: what is being generated is given up.</summary>
    public CancellationToken Interruption => _interruption.Token;

    public ReplyResult Reply { get; set; } = ReplyResult.None;

    /// <summary>Nothing is played, sent or spoken on until it is known what the caller's sound was.</summary>
    public bool IsHeld { get; private set; }

    public bool IsInterrupted { get; private set; }

    /// <summary>The caller has heard all of it, or as much as there will be.</summary>
    public bool IsOver { get; private set; }

    public TimeSpan EndedAt { get; private set; }

    public bool HasText => _segments.Count > 0 || _waiting.Count > 0;

    public bool HasFiller => _segments.Exists(segment => segment.IsFiller);

    /// <summary>Something of it went to the line, heard or not.</summary>
    public bool HasBegun => _playback.HasBegun;

    public bool IsAudible => _playback.IsAudible;

    /// <summary>Speech is still to come for what was sent.</summary>
    public bool AwaitsSpeech => _segments.Count > 0 && !_isSpeechComplete && !IsOver;

    public TimeSpan? MarkLostAt => _playback.MarkLostAt;

    /// <summary>When speech that waits for more of it goes to the line; null while none does.</summary>
    public TimeSpan? RestDueAt => IsHeld || IsOver ? null : _playback.RestDueAt;

    /// <summary>The caller had heard all of it but this much.</summary>
    public TimeSpan Unheard => _isTextComplete && _isSpeechComplete ? _playback.Unheard : TimeSpan.MaxValue;

    /// <summary>Characters sent to speech.</summary>
    public int Characters => _segments.Sum(segment => segment.Spoken.EnumerateRunes().Count());

    /// <summary>Those of them that the caller did not hear.</summary>
    public int UnheardCharacters => IsHeardInFull ? 0 : Math.Max(0, Characters - _playback.HeardCharacters);

    private bool IsHeardInFull => IsOver && !IsInterrupted;

    /// <summary>A clause of the text; after an interruption it is not spoken any more.</summary>
    public ValueTask SayAsync(SpokenSegment segment, CancellationToken cancellationToken)
    {
        if (IsOver)
        {
            return ValueTask.CompletedTask;
        }

        if (IsHeld)
        {
            // Held text costs nothing yet.
            _waiting.Enqueue(segment);
            return ValueTask.CompletedTask;
        }

        return SpeakAsync(segment, cancellationToken);
    }

    /// <summary>There is no more text.</summary>
    public async ValueTask CompleteTextAsync(CancellationToken cancellationToken)
    {
        _isTextComplete = true;
        await FinishContextAsync(cancellationToken);
        EndIfOver();
    }

    public async ValueTask PlayAsync(SpeechAudio audio, CancellationToken cancellationToken)
    {
        if (IsOver)
        {
            return;
        }

        Times.FirstAudio ??= roles.Now();
        _playback.Add(audio);
        _isSpeechComplete |= audio.IsFinal;
        if (!IsHeld)
        {
            await SendAsync(cancellationToken);
        }

        EndIfOver();
    }

    /// <summary>Sends what has waited for more long enough.</summary>
    public ValueTask SendRestAsync(CancellationToken cancellationToken) => IsHeld || IsOver ? ValueTask.CompletedTask : SendAsync(cancellationToken);

    /// <summary>The caller made a sound: silence at once, and what was not heard is kept.</summary>
    public async ValueTask HoldAsync(CancellationToken cancellationToken)
    {
        IsHeld = true;
        await ClearAsync(cancellationToken);
    }

    /// <summary>It was nothing: on from where the caller stopped hearing.</summary>
    public async ValueTask ResumeAsync(CancellationToken cancellationToken)
    {
        IsHeld = false;
        await SendAsync(cancellationToken);
        while (_waiting.TryDequeue(out var segment))
        {
            await SpeakAsync(segment, cancellationToken);
        }

        await FinishContextAsync(cancellationToken);
        EndIfOver();
    }

    /// <summary>The caller has the word: nothing more of this is generated, sent or played.</summary>
    public async ValueTask InterruptAsync(CancellationToken cancellationToken)
    {
        (IsInterrupted, IsHeld) = (true, false);
        End();
        await ClearAsync(cancellationToken);
        if (_segments.Count > 0 && !_isSpeechComplete)
        {
            await roles.Speech.CancelAsync(Id, cancellationToken);
        }

        await _interruption.CancelAsync();
    }

    public void MarkReturned(int clears, int piece)
    {
        if (_playback.MarkReturned(clears, piece))
        {
            Times.Heard ??= roles.Now();
            EndIfOver();
        }
    }

    public void AssumeLostMarks()
    {
        _playback.AssumeLostMarks();
        EndIfOver();
    }

    /// <summary>All that came of the speech was played, and its end was never told.</summary>
    public void AssumeSpeechComplete()
    {
        _isSpeechComplete = true;
        EndIfOver();
    }

    /// <summary>The call is over: what was not heard will not be.</summary>
    public void Abandon()
    {
        if (!IsOver)
        {
            _playback.AssumeLostMarks();
            IsInterrupted = true;
            End();
        }
    }

    /// <summary>What the caller heard, as written.</summary>
    public string HeardText(bool withFillers = true)
    {
        var start = 0;
        var heard = new List<string>();
        foreach (var segment in _segments)
        {
            var part = IsHeardInFull ? segment.Written : segment.HeardPart(_playback.HeardCharacters - start);
            if (part.Length > 0 && (withFillers || !segment.IsFiller))
            {
                heard.Add(part);
            }

            start += segment.Spoken.Length;
        }

        return string.Join(' ', heard);
    }

    /// <summary>What was sent to be spoken and not heard, as written.</summary>
    public string UnheardText() => string.Join(' ', _segments.Select(segment => segment.Written))[HeardText().Length..].TrimStart();

    /// <summary>Tokens of what was generated and not heard; a reply of which nothing was heard wasted its prompt as well.</summary>
    public (long Prompt, long Completion) DiscardedTokens()
    {
        if (!IsInterrupted)
        {
            // An answer without words was generated for nothing.
            return Reply is { Failure: not null, HasWords: false } ? (Reply.PromptTokens, Reply.CompletionTokens) : (0, 0);
        }

        var heard = HeardText(withFillers: false).Length;
        return heard == 0
            ? (Reply.PromptTokens, Reply.CompletionTokens)
            : (0, Reply.CompletionTokens - (Reply.CompletionTokens * Math.Min(heard, Reply.GeneratedLength) / Math.Max(1, Reply.GeneratedLength)));
    }

    public void Dispose() => _interruption.Dispose();

    private ValueTask SpeakAsync(SpokenSegment segment, CancellationToken cancellationToken)
    {
        if (!segment.IsFiller)
        {
            Times.FirstClause ??= roles.Now();
        }

        _segments.Add(segment);
        return roles.Speech.SpeakAsync(Id, segment.Spoken, cancellationToken);
    }

    private async ValueTask FinishContextAsync(CancellationToken cancellationToken)
    {
        if (_isTextComplete && !IsHeld && !IsOver && _segments.Count > 0 && !_isContextFinished)
        {
            _isContextFinished = true;
            await roles.Speech.FinishAsync(Id, cancellationToken);
        }
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        while (_playback.TrySend(out var piece))
        {
            await roles.Line.SendAudioAsync(piece.Base64, cancellationToken);
            Times.Sent ??= roles.Now();
            await MarkAsync(cancellationToken);
        }

        await MarkAsync(cancellationToken);
    }

    private async ValueTask MarkAsync(CancellationToken cancellationToken)
    {
        if (_playback.TryMark(out var mark))
        {
            await roles.Line.SendMarkAsync(string.Create(CultureInfo.InvariantCulture, $"{Id}/{mark.Clears}/{mark.Number}"), cancellationToken);
        }
    }

    private async ValueTask ClearAsync(CancellationToken cancellationToken)
    {
        if (_playback.IsAudible)
        {
            await roles.Line.SendClearAsync(cancellationToken);
            _playback.Cleared();
        }
    }

    private void EndIfOver()
    {
        var isSpoken = _segments.Count == 0 || _isSpeechComplete;
        if (!IsOver && !IsHeld && _isTextComplete && _waiting.Count == 0 && isSpoken && _playback.IsAllHeard)
        {
            End();
        }
    }

    private void End() => (IsOver, EndedAt) = (true, roles.Now());
}
