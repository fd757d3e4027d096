namespace VoiceOps.Web.Hosting;

/// <summary>Until the program has started, an exception is told once, by <see cref="StartupFailure"/>.</summary>
internal sealed class StartupSilence
{
    private volatile bool _isOver;

    public bool IsOver => _isOver;

    public void End() => _isOver = true;
}
