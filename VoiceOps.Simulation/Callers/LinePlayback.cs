using VoiceOps.Simulation.Audio;

namespace VoiceOps.Simulation.Callers;

/// <summary>The network's outbound buffer of one stream: plays 20 ms at a tick, and knows which marks that has passed.</summary>
internal sealed class LinePlayback
{
    private readonly Lock _gate = new();
    private readonly Queue<Item> _items = [];
    private int _played; // of the audio at the head
    private bool _isDry;

    public long ReceivedBytes { get; private set; }

    public long PlayedBytes { get; private set; }

    public int Clears { get; private set; }

    /// <summary>Returns whether the last frame had too little to play and nothing came since: whoever listens has heard a gap.</summary>
    public bool Audio(int bytes)
    {
        lock (_gate)
        {
            var wasDry = _isDry;
            _isDry = false;
            ReceivedBytes += bytes;
            _items.Enqueue(new Item(bytes, null));
            return wasDry;
        }
    }

    /// <summary>True when it is to be returned at once, because nothing is buffered before it.</summary>
    public bool Mark(string name)
    {
        lock (_gate)
        {
            if (_items.Count == 0)
            {
                return true;
            }

            _items.Enqueue(new Item(0, name));
            return false;
        }
    }

    /// <summary>Drops what is buffered and returns all marks that were waiting in it.</summary>
    public IReadOnlyList<string> Clear()
    {
        lock (_gate)
        {
            Clears++;
            var marks = _items.Where(item => item.Mark is not null).Select(item => item.Mark!).ToList();
            _items.Clear();
            _played = 0;
            return marks;
        }
    }

    /// <summary>Plays one frame's worth. Returns whether there was sound, and the marks that it has passed.</summary>
    public (bool Sound, IReadOnlyList<string> Marks) PlayFrame()
    {
        lock (_gate)
        {
            List<string>? marks = null;
            var left = MuLaw.FrameBytes;
            while (_items.TryPeek(out var item))
            {
                if (item.Mark is not null)
                {
                    (marks ??= []).Add(item.Mark);
                }
                else
                {
                    var bytes = Math.Min(left, item.Bytes - _played);
                    left -= bytes;
                    _played += bytes;
                    PlayedBytes += bytes;
                    if (_played < item.Bytes)
                    {
                        break;
                    }
                }

                _played = 0;
                _items.Dequeue();
            }

            _isDry = left > 0;
            return (left < MuLaw.FrameBytes, marks ?? []);
        }
    }

    private readonly record struct Item(int Bytes, string? Mark);
}
