using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.TieOut;

namespace VoiceOps.Tests.Reconciliation;

/// <summary>The checks as the program registers them, over a test's books.</summary>
internal static class Checked
{
    public static async Task<TieOutResult> RunAsync(Books books)
    {
        var services = new ServiceCollection().AddMetrics().AddTieOut();
        services.AddSingleton<TimeProvider>(books.Time);
        services.AddSingleton(books.Queries);
        services.AddSingleton(books.Clock);
        await using var provider = services.BuildServiceProvider();
        var tieOut = new BooksTieOut(
            books.Store, provider.GetServices<ITieOutCheck>(), new TieOutMetrics(provider.GetRequiredService<IMeterFactory>(), books.Time), books.Time, NullLogger<BooksTieOut>.Instance);
        return await tieOut.RunAsync(CancellationToken.None);
    }
}
