namespace VoiceOps.Web.Hosting;

/// <summary>Why the program does not start, in sentences for the person who started it.</summary>
internal sealed class StartupException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public StartupException(string problem)
        : this([problem])
    {
    }

    public IReadOnlyList<string> Problems => problems;
}
