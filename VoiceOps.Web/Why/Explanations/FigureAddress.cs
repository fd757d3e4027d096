using System.Globalization;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Why.Explanations;

/// <summary>A figure as it stands in an address: <c>figure=bar&amp;service=twilio&amp;at=2026-06-10T00:00:00Z&amp;range=30d</c>.</summary>
public static class FigureAddress
{
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly Dictionary<string, FigureKind> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cost"] = FigureKind.Cost,
        ["revenue"] = FigureKind.Revenue,
        ["profit"] = FigureKind.Profit,
        ["service"] = FigureKind.Service,
        ["bar"] = FigureKind.Bar,
        ["bar-revenue"] = FigureKind.BarRevenue,
        ["rate"] = FigureKind.Rate,
        ["cost-per-minute"] = FigureKind.CostPerMinute,
        ["revenue-per-minute"] = FigureKind.RevenuePerMinute,
        ["margin-per-minute"] = FigureKind.MarginPerMinute,
    };

    public static string Href(FigureRequest request)
    {
        var href = $"/why?figure={Words.First(word => word.Value == request.Kind).Key}";
        href += Part("service", request.Service) + Part("operation", request.Operation) + Part("model", request.Model);
        href += Part("at", request.BarStart?.ToString(MomentFormat, CultureInfo.InvariantCulture));
        return $"{href}&{RangeAddress.Format(request.Range)}";

        static string Part(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";
    }

    /// <summary>Null for an address that asks about nothing there is.</summary>
    public static FigureRequest? Parse(string? figure, string? service, string? operation, string? model, string? at, RangeRequest range)
    {
        if (figure is null || !Words.TryGetValue(figure.Trim(), out var kind))
        {
            return null;
        }

        var hasBar = DateTime.TryParseExact(at, MomentFormat, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var bar);
        var isService = service is not null && ServiceNames.All.Contains(service);
        var isComplete = kind switch
        {
            FigureKind.Service => isService,
            FigureKind.Bar => hasBar && (service is null || isService),
            FigureKind.BarRevenue => hasBar,
            FigureKind.Rate => !string.IsNullOrWhiteSpace(service) && !string.IsNullOrWhiteSpace(operation),
            _ => true,
        };
        return !isComplete ? null : new FigureRequest(kind, range)
        {
            Service = kind is FigureKind.Service or FigureKind.Bar or FigureKind.Rate ? service : null,
            Operation = kind == FigureKind.Rate ? operation : null,
            Model = kind == FigureKind.Rate && !string.IsNullOrEmpty(model) ? model : null,
            BarStart = hasBar && kind is FigureKind.Bar or FigureKind.BarRevenue ? bar : null,
        };
    }
}
