using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>Twilio's usage records: calls, and the minutes of their media streams, which are billed beside them.</summary>
internal sealed class TwilioDays(TwilioBillingClient client) : IDaySource
{
    private const string Dollars = "usd";
    private const string Calls = "calls";
    private const string MediaStreams = "calls-media-stream-minutes";
    private static readonly string[] Categories = [Calls, MediaStreams];

    public string Service => ServiceNames.Twilio;

    public string? OffReason => client.OffReason;

    /// <summary>The usage category that an operation is billed in.</summary>
    public static string CategoryOf(string operation) => operation == OperationNames.MediaStream ? MediaStreams : Calls;

    public async Task<IReadOnlyList<DayFigure>> ReadAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var figures = new List<DayFigure>();
        foreach (var category in Categories)
        {
            var records = await client.ListDailyUsageAsync(category, first, last, cancellationToken);
            if (records.FirstOrDefault(record => !Dollars.Equals(record.PriceUnit, StringComparison.OrdinalIgnoreCase)) is { } foreign)
            {
                throw new ProviderException(Service, $"bills this account in {foreign.PriceUnit ?? "an unnamed currency"}; the books are in {Dollars}");
            }

            var byDay = records.ToLookup(record => record.StartDate);
            // A record without a price is not billed yet: no figure, rather than 0.
            figures.AddRange(DayFigures.Range(first, last).Where(day => byDay[day].All(record => record.Price is not null)).Select(day => new DayFigure
            {
                Day = day,
                Category = category,
                UsageMicros = (long)(byDay[day].Sum(record => record.Usage ?? 0) * UsageUnits.MicrosPerUnit),
                Cost = Money.Round(byDay[day].Sum(record => record.Price!.Value)),
            }));
        }

        // What is told in part would be held against the whole.
        return [.. figures.GroupBy(figure => figure.Day).Where(day => day.Count() == Categories.Length).SelectMany(day => day)];
    }
}
