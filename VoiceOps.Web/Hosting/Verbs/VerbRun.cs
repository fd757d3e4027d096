using VoiceOps.Voice.Data;

namespace VoiceOps.Web.Hosting.Verbs;

/// <summary>One run of a verb: what it was given, where it writes, and the program's services, of which none has been started.</summary>
internal sealed class VerbRun(IServiceProvider services, VerbArguments arguments, TextWriter output, TextWriter error)
{
    public IServiceProvider Services => services;

    public VerbArguments Arguments => arguments;

    public TextWriter Output => output;

    public TextWriter Error => error;

    /// <summary>Takes the database for this process and brings it to this program's schema, as the server's start does.</summary>
    /// <exception cref="DatabaseLockException">A running VoiceOps has it.</exception>
    public Task OpenDatabaseAsync(CancellationToken cancellationToken) =>
        services.GetServices<IHostedService>().OfType<DatabaseInitializer>().Single().StartAsync(cancellationToken);
}
