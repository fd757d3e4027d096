using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace VoiceOps.Simulation.Deepgram;

/// <summary>The one project of the simulated Deepgram: its requests with their cost, its usage by day, its credit, all from its own counts.</summary>
internal sealed class DeepgramAccount(ProviderCounts counts)
{
    public const string ProjectId = "5a1c3f08-7d2e-4b69-9e54-2f0c8d6b1a73";

    private const decimal PricePerMinute = 0.0059m;
    private const decimal OpeningBalance = 200;

    public object Projects { get; } = new { projects = new[] { new { project_id = ProjectId, name = "Simulated project" } } };

    /// <summary>What the project is asked below <c>/v1/projects/{project}</c>; null when there is no such thing.</summary>
    public object? Answer(HttpRequest request)
    {
        if ((string?)request.HttpContext.GetRouteValue("project") != ProjectId)
        {
            return null;
        }

        return (string?)request.HttpContext.GetRouteValue("what") switch
        {
            "balances" => new { balances = new[] { new { balance_id = "balance-1", amount = OpeningBalance - Requests().Sum(Cost), units = "USD", purchase_order_id = "" } } },
            "usage/breakdown" => Usage(request),
            { } what when what.StartsWith("requests/", StringComparison.Ordinal) => Request(what["requests/".Length..]),
            _ => null,
        };
    }

    private IEnumerable<ProviderUse> Requests() => counts.Read().Where(use => use.Operation == DeepgramSimulator.Transcription);

    private object? Request(string requestId) => Requests().FirstOrDefault(use => use.Handle == requestId) is not { } use ? null : new
    {
        request = new
        {
            request_id = use.Handle,
            project_uuid = ProjectId,
            created = use.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            path = "/v1/listen",
            code = (int)HttpStatusCode.OK,
            response = new { details = new { usd = Cost(use), duration = use.Amount / 3_600, total_audio = use.Amount, channels = 1, streams = 1, method = "streaming", models = new[] { use.Model } } },
        },
    };

    private object Usage(HttpRequest request)
    {
        var (start, end) = (Day(request.Query["start"]), Day(request.Query["end"]));
        var days = Requests().GroupBy(use => DateOnly.FromDateTime(use.At)).Where(day => day.Key >= start && day.Key <= end).OrderBy(day => day.Key);
        return new
        {
            start = Text(start),
            end = Text(end),
            resolution = new { units = "day", amount = 1 },
            results = days.Select(day => new
            {
                hours = day.Sum(use => use.Amount) / 3_600,
                total_hours = day.Sum(use => use.Amount) / 3_600,
                agent_hours = 0,
                tokens_in = 0,
                tokens_out = 0,
                tts_characters = 0,
                requests = day.Count(),
                grouping = new { start = Text(day.Key), end = Text(day.Key) },
            }),
        };
    }

    private static decimal Cost(ProviderUse use) => decimal.Round(use.Amount / 60 * PricePerMinute, 9);

    private static DateOnly Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : default;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
