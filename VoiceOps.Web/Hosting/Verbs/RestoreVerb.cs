using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Data.Backups;

namespace VoiceOps.Web.Hosting.Verbs;

/// <summary><c>restore FILE</c>: puts a backup in the database's place and keeps what stood there.</summary>
internal sealed class RestoreVerb : Verb
{
    private readonly Argument<string> _file = new("FILE") { Description = "the backup" };

    public RestoreVerb()
        : base("restore", "puts a backup in the database's place, and keeps the old one; not while the server runs") => Add(_file);

    public override async Task<int> RunAsync(VerbRun run, CancellationToken cancellationToken)
    {
        run.Services.GetRequiredService<DatabaseLock>().Take();
        await using var context = await run.Services.GetRequiredService<IDbContextFactory<VoiceOpsContext>>().OpenAsync(cancellationToken);
        var now = run.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var old = Path.ChangeExtension(run.Database, null) + now.ToString("'-before-'yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)
            + Path.GetExtension(run.Database);
        try
        {
            var hadOne = File.Exists(run.Database);
            var contents = DatabaseBackup.Restore(run.Database, run.PathOf(run.Parsed.GetRequiredValue(_file)), old, [.. context.Database.GetMigrations()]);
            run.Output.WriteLine($"{run.Database}: {contents}.");
            run.Output.WriteLine(hadOne ? $"What stood there is kept as {old}." : "Nothing stood there before.");
            return 0;
        }
        catch (DatabaseBackupException exception)
        {
            throw new StartupException(exception.Message);
        }
    }
}
