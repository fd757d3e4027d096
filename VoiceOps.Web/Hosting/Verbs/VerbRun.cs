using System.CommandLine;
using VoiceOps.Voice.Data;

namespace VoiceOps.Web.Hosting.Verbs;

/// <summary>One run of a verb: what it was given, where it writes, and the program's services, of which none has been started.</summary>
internal sealed class VerbRun(IServiceProvider services, ParseResult parsed, TextWriter output, TextWriter error)
{
    public IServiceProvider Services => services;

    public ParseResult Parsed => parsed;

    public TextWriter Output => output;

    public TextWriter Error => error;

    /// <summary>The full path of the database's file.</summary>
    /// <exception cref="StartupException">It lies in memory.</exception>
    public string Database =>
        DatabaseAddress.TryParse(services.GetRequiredService<IConfiguration>().GetConnectionString(DataRegistration.ConnectionName)) is { IsFile: true } address
            ? address.Source
            : throw new StartupException($"ConnectionStrings:{DataRegistration.ConnectionName} must name a file for this.");

    /// <summary>A path as it was typed, found like every other from the root: <c>dotnet run</c> starts in the project's folder.</summary>
    public string PathOf(string word) => Path.GetFullPath(word, services.GetRequiredService<AppRoot>().Folder);

    /// <summary>Takes the database for this process and brings it to this program's schema, as the server's start does.</summary>
    /// <exception cref="DatabaseLockException">A running VoiceOps has it.</exception>
    public Task OpenDatabaseAsync(CancellationToken cancellationToken) =>
        services.GetServices<IHostedService>().OfType<DatabaseInitializer>().Single().StartAsync(cancellationToken);
}
