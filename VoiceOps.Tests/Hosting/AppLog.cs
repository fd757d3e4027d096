using System.Text;
using VoiceOps.Tests.Fakes;

namespace VoiceOps.Tests.Hosting;

/// <summary>What a program has logged, line by line while it runs.</summary>
internal sealed class AppLog
{
    private readonly StringBuilder _lines = new();
    private readonly ChangeSignal _logged = new();

    /// <summary>Everything so far.</summary>
    public override string ToString()
    {
        lock (_lines)
        {
            return _lines.ToString();
        }
    }

    public void Add(string line)
    {
        lock (_lines)
        {
            _lines.Append(line).Append('\n');
        }

        _logged.Raise();
    }

    /// <summary>Waits until this has been logged so often.</summary>
    public Task UntilAsync(string text, int times = 1, TimeSpan? patience = null) =>
        _logged.UntilAsync(() => ToString().Split(text).Length > times).InTimeAsync($"{times} times \"{text}\" in the log", patience);
}
