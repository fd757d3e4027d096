using System.CommandLine;
using VoiceOps.Voice.Data.Backups;

namespace VoiceOps.Web.Hosting.Verbs;

/// <summary><c>backup FILE</c>: a checked copy of the database, made while the server runs.</summary>
internal sealed class BackupVerb : Verb
{
    private readonly Argument<string> _file = new("FILE") { Description = "the new file" };

    public BackupVerb()
        : base("backup", "copies the database, also while the server runs, and checks the copy") => Add(_file);

    public override Task<int> RunAsync(VerbRun run, CancellationToken cancellationToken)
    {
        var file = run.PathOf(run.Parsed.GetRequiredValue(_file));
        try
        {
            run.Output.WriteLine($"{file}: {DatabaseBackup.Write(run.Database, file)}; checked.");
            return Task.FromResult(0);
        }
        catch (DatabaseBackupException exception)
        {
            throw new StartupException(exception.Message);
        }
    }
}
