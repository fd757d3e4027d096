namespace VoiceOps.Web.Hosting.Verbs;

/// <summary>
/// A command that runs in the server's place and ends: <c>dotnet run --project VoiceOps.Web -- backfill --dry-run</c>.
/// It is one class here and one line in <see cref="KnownVerbs"/>; help, parsing and errors come with that.
/// </summary>
internal abstract class Verb
{
    /// <summary>The word on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>How it is written, such as <c>import FILES… [--dry-run]</c>.</summary>
    public abstract string Usage { get; }

    /// <summary>What it does, in half a line.</summary>
    public abstract string Summary { get; }

    /// <summary>Options without a value, such as <c>--dry-run</c>.</summary>
    public virtual IReadOnlyList<string> Flags => [];

    /// <summary>Options with a value, such as <c>--from</c>.</summary>
    public virtual IReadOnlyList<string> Options => [];

    /// <summary>What the words after it are; null when it takes none.</summary>
    public virtual string? Words => null;

    /// <summary>What is wrong with the arguments, or null.</summary>
    public virtual string? Problem(VerbArguments arguments) => null;

    /// <summary>Returns the exit code: 0 when it did what it was asked.</summary>
    /// <exception cref="StartupException">With a sentence for whoever typed it.</exception>
    public abstract Task<int> RunAsync(VerbRun run, CancellationToken cancellationToken);
}
