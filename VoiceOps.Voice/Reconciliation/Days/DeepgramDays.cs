using VoiceOps.Voice.Providers.Deepgram;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>Hours that Deepgram transcribed. It tells no cost by day.</summary>
internal sealed class DeepgramDays(DeepgramBillingClient client) : IDaySource
{
    private const int SecondsPerHour = 3_600;

    public string Service => ServiceNames.Deepgram;

    public string? OffReason => client.IsConfigured ? null : "Deepgram is not configured: set Deepgram:ApiKey.";

    public async Task<IReadOnlyList<DayFigure>> ReadAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var figures = new List<DayFigure>();
        foreach (var day in DayFigures.Range(first, last))
        {
            var hours = await client.GetHoursAsync(day, cancellationToken);
            figures.Add(new DayFigure
            {
                Day = day,
                Category = OperationNames.Transcription,
                UsageMicros = (long)decimal.Round(hours * SecondsPerHour * UsageUnits.MicrosPerUnit),
            });
        }

        return figures;
    }
}
