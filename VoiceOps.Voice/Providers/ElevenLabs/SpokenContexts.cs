using VoiceOps.Voice.Conversation;

namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>All utterances of one call: what each was given to be spoken, and what came of it. The sender and the socket's reader both ask.</summary>
internal sealed class SpokenContexts
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SpokenContext> _contexts = [];

    /// <summary>Some speech, or the end of it, is still to come over the connection that is up.</summary>
    public bool IsAnyOwed => Locked(contexts => contexts.Any(context => context.IsOwed));

    /// <summary>One that is open on the connection that is up; null when none is.</summary>
    public string? OpenId => Locked(contexts => contexts.FirstOrDefault(context => context.IsOpen)?.Id);

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
            context.IsOpen = true;
            context.Sent(length);
            return isFirst;
        }
    }

    /// <summary>What of the audio is for the caller: null when its context was given up; after a drop, half a word is spoken again.</summary>
    public SpeechAudio? Take(SpeechAudio audio)
    {
        lock (_gate)
        {
            if (!_contexts.TryGetValue(audio.ContextId, out var context))
            {
                return audio;
            }

            var isNew = context.Speak(audio.Characters);
            if (audio.IsFinal)
            {
                context.End();
            }

            return context.IsCanceled ? null
                : isNew == audio.Characters ? audio
                : audio with { Characters = isNew, CharacterStarts = audio.CharacterStarts.IsEmpty ? default : audio.CharacterStarts[^isNew..] };
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
            if (context.IsCanceled || (rest.Length == 0 && context.IsFinished))
            {
                context.End();
            }

            return (context, rest, rest.EnumerateRunes().Count());
        })
        .ToList());

    private T Locked<T>(Func<IReadOnlyCollection<SpokenContext>, T> read)
    {
        lock (_gate)
        {
            return read(_contexts.Values);
        }
    }
}
