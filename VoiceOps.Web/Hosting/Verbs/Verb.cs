using System.CommandLine;

namespace VoiceOps.Web.Hosting.Verbs;

/// <summary>
/// A command that runs in the server's place and ends: <c>dotnet run --project VoiceOps.Web -- backfill --dry-run</c>.
/// It is one class here and one line in <see cref="KnownVerbs"/>; help, parsing and errors come with that.
/// </summary>
internal abstract class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Returns the exit code: 0 when it did what it was asked.</summary>
    /// <exception cref="StartupException">With a sentence for whoever typed it.</exception>
    public abstract Task<int> RunAsync(VerbRun run, CancellationToken cancellationToken);
}
