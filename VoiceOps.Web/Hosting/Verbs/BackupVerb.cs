using VoiceOps.Voice.Data.Backups;

namespace VoiceOps.Web.Hosting.Verbs;

/// <summary><c>backup FILE</c>: a checked copy of the database, made while the server runs.</summary>
internal sealed class BackupVerb : Verb
{
    public override string Name => "backup";

    public override string Usage => "backup FILE";

    public override string Summary => "copies the database, also while the server runs, and checks the copy";

    public override string Words => "the new file";

    public override string? Problem(VerbArguments arguments) => arguments.Words.Count == 1 ? null : "backup needs the name of one file.";

    public override Task<int> RunAsync(VerbRun run, CancellationToken cancellationToken)
    {
        var file = run.PathOf(run.Arguments.Words[0]);
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
