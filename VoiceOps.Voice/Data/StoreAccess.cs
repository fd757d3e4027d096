using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace VoiceOps.Voice.Data;

/// <summary>The one way to a context.</summary>
internal static class StoreAccess
{
    /// <summary>
    /// A context for one operation, and a thread of the pool for the rest of the method that awaits it. SQLite reads and writes on the thread that
    /// asks, in EF's asynchronous methods too: on a page's own thread a slow query would hold up everything else that happens on the page, and
    /// whoever gives up waiting after a time would never come to it.
    /// </summary>
    public static ConfiguredTaskAwaitable<VoiceOpsContext> OpenAsync(this IDbContextFactory<VoiceOpsContext> contexts, CancellationToken cancellationToken) =>
        contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
}
