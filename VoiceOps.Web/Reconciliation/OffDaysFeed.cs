using VoiceOps.Voice.Reconciliation.Days;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Shared.Live;

namespace VoiceOps.Web.Reconciliation;

/// <summary>How many closed days of the page's own first window differ, read twice a minute while anybody looks at any page.</summary>
internal sealed class OffDaysFeed(ReconciliationQueries queries, TimeProvider time, ILogger<OffDaysFeed> logger) : LiveReading<int>(
    async cancellationToken =>
    {
        var today = DateOnly.FromDateTime(time.GetUtcTime());
        return (await queries.ReadAsync(today.AddDays(1 - ReconciliationAddress.FewDays), today, cancellationToken)).Closed.Off;
    },
    new LivePace<int>(TimeSpan.FromSeconds(30)), time, logger);
