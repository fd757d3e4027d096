using VoiceOps.Voice.Conversation;

namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>All utterances of one call: what each was given to be spoken, and what came of it. The sender and the socket's reader both ask.</summary>
internal sealed class SpokenContexts(TimeProvider time)
{
    /// <summary>As many as the provider allows on one socket.</summary>
    private const int Most = 5;

    /// <summary>One that was closed and of whose end nothing was told for so long counts no more: its end was lost.</summary>
    private static readonly TimeSpan EndIsToldWithin = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly SpeakingPace _pace = new();
    private readonly Dictionary<string, SpokenContext> _contexts = [];

    /// <summary>Some speech, or the end of it, is still to come over the connection that is up.</summary>
    public bool IsAnyOwed => Locked(contexts => contexts.Any(context => context.IsOwed));

    /// <summary>One that is open on the connection that is up; null when none is.</summary>
    public string? OpenId => Locked(contexts => contexts.FirstOrDefault(context => context.IsOpen)?.WireId);

    /// <summary>Another one can be opened. They count until the provider says that they are closed.</summary>
    public bool HasRoom => Locked(contexts => contexts.Count(context =>
        context.IsCounted && !(context.ClosedAt is { } at && time.GetElapsedTime(at) > EndIsToldWithin)) < Most);

    /// <summary>Those that wait for room, in the order in which they began.</summary>
    public IReadOnlyList<SpokenContext> Waiting => Locked(contexts => contexts.Where(context => context.IsWaiting).OrderBy(context => context.Number).ToList());

    public SpokenContext? Find(string id)
    {
        lock (_gate)
        {
            return _contexts.GetValueOrDefault(id);
        }
    }

    public SpokenContext Get(string id)
    {
        lock (_gate)
        {
            if (!_contexts.TryGetValue(id, out var context))
            {
                _contexts.Add(id, context = new SpokenContext(id, _contexts.Count + 1));
            }

            return context;
        }
    }

    public bool IsCanceled(string id) => Find(id) is { IsCanceled: true };

    /// <summary>Returns the length of the text in characters.</summary>
    public int Add(SpokenContext context, string text)
    {
        lock (_gate)
        {
            return context.Add(text);
        }
    }

    /// <summary>So many characters are on their way. True when they are the first over the connection that is up.</summary>
    public bool Sent(SpokenContext context, int length)
    {
        lock (_gate)
        {
            var isFirst = !context.IsOpen;
            (context.IsOpen, context.IsCounted, context.IsWaiting) = (true, true, false);
            context.Sent(length);
            return isFirst;
        }
    }

    /// <summary>What of it is for the caller: null when its context was given up.</summary>
    public SpeechAudio? Take(ElevenLabsFrame frame)
    {
        var audio = new SpeechAudio { ContextId = Named(frame.ContextId!), Base64 = frame.Audio, Characters = 0, IsFinal = frame.IsFinal };
        lock (_gate)
        {
            if (!_contexts.TryGetValue(audio.ContextId, out var context))
            {
                return audio with { Characters = frame.Alignment.Text?.Length ?? 0, CharacterStarts = frame.Alignment.Starts };
            }

            if (context.WireId != frame.ContextId)
            {
                // Of one that was opened under this id before.
                return null;
            }

            var (isNew, isAligned) = context.Speak(frame.Alignment.Text ?? "", audio.Duration, _pace);
            audio = audio with { Characters = isNew, CharacterStarts = isAligned ? StartsOf(frame.Alignment.Starts, isNew, audio.Duration) : default };
            if (frame.IsFinal)
            {
                audio = context.IsFinished || context.IsCanceled
                    ? audio with { Untold = context.End(_pace) }
                    : audio with { Untold = context.Pause(), IsFinal = false };
            }

            return context.IsCanceled ? null : audio;
        }
    }

    /// <summary>
    /// The provider refused something of this context. Returns the characters that it did not take, and the context when it is still of use: one
    /// that is over or given up was refused too late to matter.
    /// </summary>
    public (int Characters, SpokenContext? Again) Refuse(string wireId)
    {
        lock (_gate)
        {
            if (!_contexts.TryGetValue(Named(wireId), out var context) || context.WireId != wireId)
            {
                return (0, null);
            }

            var refused = context.Refuse();
            return (refused, context.IsDone || context.IsCanceled ? null : context);
        }
    }

    /// <summary>What of it is still to be said, from where it was spoken to.</summary>
    public string Rest(SpokenContext context)
    {
        lock (_gate)
        {
            return context.Resume();
        }
    }

    /// <summary>All of it was spoken, and the provider will not say so: it had ended it before.</summary>
    public bool TryEnd(SpokenContext context)
    {
        lock (_gate)
        {
            if (context.IsDone || context.IsOpen || context.IsWaiting || context.IsUnanswered || context.HasRest)
            {
                return false;
            }

            context.End();
            return true;
        }
    }

    /// <summary>Of each context, how many characters were sent over a connection that dropped, of which nobody knows whether they arrived.</summary>
    public IReadOnlyList<(string Id, int Characters)> Uncertain() => Locked(contexts =>
        contexts.Where(context => context.Uncertain > 0).Select(context => (context.Id, context.Uncertain)).ToList());

    /// <summary>
    /// A new connection is up. What is to be sent over it, in the order in which the contexts began; one that turned out to be spoken to its
    /// end, or is for nobody, has nothing and is over.
    /// </summary>
    public IReadOnlyList<(SpokenContext Context, string Text, int Length)> Resume() => Locked(contexts => contexts
        .Where(context => !context.IsDone)
        .OrderBy(context => context.Number)
        .Select(context =>
        {
            var rest = context.Resume();
            context.IsWaiting = false;
            if (context.IsCanceled || (rest.Length == 0 && context.IsFinished))
            {
                context.End();
            }

            return (context, rest, rest.EnumerateRunes().Count());
        })
        .ToList());

    /// <summary>Of the new characters alone; none when they do not fit the audio, whose times may count from somewhere else.</summary>
    private static ReadOnlyMemory<int> StartsOf(ReadOnlyMemory<int> starts, int count, TimeSpan duration) =>
        starts.Length < count || count == 0 || (duration > TimeSpan.FromMilliseconds(20) && starts.Span[^1] > duration.TotalMilliseconds) ? default : starts[^count..];

    public static string Named(string wireId) => wireId.IndexOf(SpokenContext.Separator, StringComparison.Ordinal) is >= 0 and var end ? wireId[..end] : wireId;

    private T Locked<T>(Func<IReadOnlyCollection<SpokenContext>, T> read)
    {
        lock (_gate)
        {
            return read(_contexts.Values);
        }
    }
}
