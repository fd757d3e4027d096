namespace VoiceOps.Tests.Hosting;

/// <summary>The real program on a database of its own, in a process of its own or in this one.</summary>
internal interface IApp : IAsyncDisposable
{
    string DatabasePath { get; }

    AppLog Logged { get; }

    /// <summary>Waits until it is ready for requests.</summary>
    Task StartedAsync(CancellationToken cancellationToken);
}
