using VoiceOps.Simulation.Audio;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Simulation.Demo;

/// <summary>
/// Plays one conversation into its meters, turn by turn, as a live call would, and keeps what was said. What a live call posts at the end
/// of each turn is left to the posting of each minute: it adds up to the same, and half as many rows are to be written.
/// </summary>
internal sealed class ConversationPlayer(CallMeters meters, string llmModel, HistoryClock clock, Random random, bool keepsWords)
{
    private const string ListeningModel = "nova-2-phonecall";
    private const string SpeakingModel = "eleven_flash_v2_5";
    private const double InterruptionShare = 0.11;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // When a caller has gone silent: asked after so long, and then told goodbye.
    private static readonly TimeSpan UntilAsked = TimeSpan.FromSeconds(12);

    private readonly PlayedDialogue _dialogue = new(llmModel, meters.CallSid, random);
    private readonly PlayedWaits _waits = new(llmModel, random);
    private readonly List<CallTurn> _turns = [];
    private TimeSpan _lastHumanSound;
    private Money _tokenWaste;
    private Money _costBefore;
    private long _audioBytes;
    private long _characters;

    public IReadOnlyList<CallTurn> Turns => _turns;

    /// <summary>What the providers have heard and spoken in it.</summary>
    public PlayedUsage Played => new()
    {
        RequestId = TranscriptionId,
        Seconds = (decimal)_audioBytes / MuLaw.BytesPerSecond,
        ListeningModel = ListeningModel,
        Characters = _characters,
        SpeakingModel = SpeakingModel,
    };

    // A provider's request id is a UUID; this one is the same for the same call.
    private string TranscriptionId { get; } = Guid.ParseExact(meters.CallSid[2..], "N").ToString();

    /// <summary>Of the whole call, once its clock stands still.</summary>
    public WasteFigures Waste()
    {
        var unheard = _turns.Sum(turn => (long)turn.UnheardCharacters);
        return new WasteFigures
        {
            UnheardCharacters = unheard,
            DiscardedTokens = _turns.Sum(turn => turn.DiscardedTokens),
            SilentSeconds = (int)(meters.Elapsed - _lastHumanSound).TotalSeconds,
            Cost = _tokenWaste + meters.Prices.OfSpeech(unheard) + meters.Prices.Since(_lastHumanSound),
        };
    }

    /// <param name="greeting">What the agent says first.</param>
    /// <param name="length">Of the whole call.</param>
    /// <param name="goesSilent">The caller puts the phone down without hanging up, and the agent ends the call.</param>
    public void Play(string greeting, TimeSpan length, bool goesSilent)
    {
        meters.Usage.TranscriptionStarted(TranscriptionId, ListeningModel);
        var goodbye = goesSilent ? length - (UntilAsked * 2.4) : TimeSpan.MaxValue;
        var cut = Say(TurnKind.Greeting, callerText: null, new PlayedReply(greeting, 0, 0), _waits.Unasked(), length, mayBeCut: false);
        while (meters.Elapsed < length && meters.Elapsed < goodbye)
        {
            var phrase = cut ? _dialogue.Interruption() : _dialogue.Phrase();
            MoveTo(meters.Elapsed + (SpeechPace.Of(phrase.Length) * (0.85 + (random.NextDouble() * 0.5))), length);
            _lastHumanSound = meters.Elapsed;
            if (meters.Elapsed < length)
            {
                cut = Say(TurnKind.Reply, phrase, _dialogue.Answer(phrase), _waits.Reply(), length, mayBeCut: true);
                // A moment in which the caller takes in what was said.
                MoveTo(meters.Elapsed + TimeSpan.FromMilliseconds(cut ? 0 : random.Next(600, 4_200)), length);
            }
        }

        if (meters.Elapsed < length)
        {
            MoveTo(_lastHumanSound + UntilAsked, length);
            Say(TurnKind.StillThere, callerText: null, new PlayedReply("Are you still there?", 0, 0), _waits.Unasked(), length, mayBeCut: false);
            MoveTo(_lastHumanSound + (UntilAsked * 2), length);
            Say(TurnKind.Goodbye, callerText: null, new PlayedReply("I will hang up now. Goodbye!", 0, 0), _waits.Unasked(), length, mayBeCut: false);
        }

        MoveTo(length, length);
        HearUntilNow();
    }

    /// <summary>One turn of the agent's. True when the caller cut it off.</summary>
    private bool Say(string kind, string? callerText, PlayedReply reply, PlayedWait wait, TimeSpan length, bool mayBeCut)
    {
        var number = _turns.Count + 1;
        var began = meters.Elapsed;
        var spoken = wait.HasFiller ? $"{PlayedWaits.Filler} {reply.Text}" : reply.Text;
        MoveTo(began + wait.FirstAudio, length);
        if (reply.CompletionTokens > 0)
        {
            meters.Usage.TokensUsed(_dialogue.RequestId(number), llmModel, reply.PromptTokens, reply.CompletionTokens);
        }

        meters.Usage.CharactersSent(spoken.Length, $"u{number}", SpeakingModel);
        _characters += spoken.Length;
        var isCut = mayBeCut && random.NextDouble() < InterruptionShare;
        var heardFor = isCut ? SpeechPace.Of(spoken.Length) * (0.15 + (random.NextDouble() * 0.6)) : SpeechPace.Of(spoken.Length);
        MoveTo(began + wait.Heard + heardFor, length);
        HearUntilNow();

        var heardCharacters = (int)Math.Clamp((meters.Elapsed - began - wait.Heard).TotalSeconds * SpeechPace.CharactersPerSecond, 0, spoken.Length);
        var isWhole = !isCut && meters.Elapsed >= began + wait.Heard + heardFor;
        var (heard, unheard) = isWhole ? (spoken, "") : WordsUpTo(spoken, heardCharacters);
        Keep(number, kind, callerText, reply, wait, began, heard, unheard, spoken.Length);
        _dialogue.Heard(heard);
        return isCut && meters.Elapsed < length;
    }

    private void Keep(
        int number, string kind, string? callerText, PlayedReply reply, PlayedWait wait, TimeSpan began, string heard, string unheard, int characters)
    {
        // A reply of which nothing was heard has wasted its prompt as well.
        var discardedCompletion = reply.CompletionTokens * unheard.Length / Math.Max(1, characters);
        var discardedPrompt = heard.Length == 0 ? reply.PromptTokens : 0;
        _tokenWaste += meters.Prices.Of(ServiceNames.Cerebras, OperationNames.Completion, llmModel, discardedCompletion)
            + meters.Prices.Of(ServiceNames.Cerebras, OperationNames.Prompt, llmModel, discardedPrompt);
        var figures = meters.Read();
        var cost = figures.Cost - _costBefore;
        _costBefore = figures.Cost;
        _turns.Add(new CallTurn
        {
            CallId = meters.CallId,
            Number = number,
            Kind = kind,
            StartedAt = At(began),
            EndedAt = At(meters.Elapsed),
            CallerText = Kept(callerText),
            HeardText = Kept(heard),
            UnheardText = Kept(unheard),
            Model = reply.CompletionTokens > 0 ? llmModel : null,
            IsInterrupted = unheard.Length > 0,
            HasFiller = wait.HasFiller,
            EndpointingMilliseconds = Known(wait.Endpointing),
            FirstTokenMilliseconds = Known(wait.FirstToken),
            FirstClauseMilliseconds = Known(wait.FirstClause),
            FirstAudioMilliseconds = Known(wait.FirstAudio),
            SentMilliseconds = Known(wait.Sent),
            HeardMilliseconds = Known(wait.Heard),
            Characters = characters,
            UnheardCharacters = unheard.Length == 0 ? 0 : characters - heard.Length,
            PromptTokens = reply.PromptTokens,
            CompletionTokens = reply.CompletionTokens,
            DiscardedTokens = discardedPrompt + discardedCompletion,
            CostNanos = figures.HasUnpriced ? null : cost.Nanos,
        });

        string? Kept(string? words) => keepsWords && words is { Length: > 0 } ? words : null;

        // What had not come about when the line went down was not measured.
        int? Known(TimeSpan? wait) => wait is { } span && began + span <= meters.Elapsed ? (int)span.TotalMilliseconds : null;
    }

    private static (string Heard, string Unheard) WordsUpTo(string text, int characters)
    {
        var end = characters >= text.Length ? text.Length : Math.Max(0, text.LastIndexOf(' ', Math.Max(0, Math.Min(characters, text.Length - 1))));
        return (text[..end].TrimEnd(), text[end..].TrimStart());
    }

    private DateTime At(TimeSpan elapsed) => UtcTime.ToMicrosecond(meters.AnsweredAt + elapsed);

    // The minutes of the line are posted when they start, so the clock stops at each of them.
    private void MoveTo(TimeSpan elapsed, TimeSpan length)
    {
        var target = elapsed < length ? elapsed : length;
        while (meters.Elapsed < target)
        {
            var nextMinute = Minute * (Math.Floor(meters.Elapsed / Minute) + 1);
            clock.UtcNow = meters.AnsweredAt + (nextMinute < target ? nextMinute : target);
            meters.Advance();
        }
    }

    private void HearUntilNow()
    {
        var sent = (long)(meters.Elapsed / MuLaw.FrameTime) * MuLaw.FrameBytes;
        meters.Usage.AudioSent((int)(sent - _audioBytes), ListeningModel);
        _audioBytes = sent;
    }
}
