using System.Globalization;
using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.CommandCenter;

public sealed partial class CostComposition
{
    private ChartSpec? _spec;
    private IReadOnlyList<ServiceCost> _slices = [];

    [Parameter, EditorRequired]
    public PageAddress Address { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private IEnumerable<(string Name, Money Amount, string Color)> Bases => new[]
    {
        (UsageBasis.Metered, Snapshot!.Current.MeteredCost, "emerald"),
        (UsageBasis.Billed, Snapshot.Current.BilledCost, "cyan"),
        (UsageBasis.Estimated, Snapshot.Current.EstimatedCost, "amber"),
    }.Where(basis => basis.Item2.Nanos != 0);

    private string Summary => "Cost by service: "
        + string.Join(", ", _slices.Select(slice => $"{Services.Name(slice.Service)} {Figures.Percent(slice.Share)}"));

    protected override void OnSnapshot(CommandCenterSnapshot snapshot)
    {
        // A slice cannot be negative. After a correction a service's cost can be; then only its row shows it.
        _slices = [.. snapshot.Services.Where(service => service.Cost.Nanos > 0)];
        _spec = _slices.Count == 0 || snapshot.Current.Cost.Nanos <= 0 ? null : new ChartSpec
        {
            Kind = ChartSpec.Donut,
            Height = 184,
            Labels = [.. _slices.Select(slice => Services.Name(slice.Service))],
            Series =
            [
                new ChartSeries
                {
                    Name = "Cost",
                    Color = string.Join(',', _slices.Select(slice => Services.Color(slice.Service))),
                    Values = [.. _slices.Select(slice => slice.Cost.Dollars)],
                    Texts = [.. _slices.Select(slice => $"{Figures.Dollars(slice.Cost)} · {Figures.Percent(slice.Share)}")],
                },
            ],
        };
    }

    private static decimal EstimatedShare(ServiceCost part) => part.Cost.Nanos == 0 ? 0 : (decimal)part.EstimatedCost.Nanos / part.Cost.Nanos;

    private static string Width(decimal? share) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(share ?? 0, 0, 1) * 100:0.##}%");

    private void Pick((int Series, int Index) at)
    {
        if (at.Index < _slices.Count)
        {
            Navigation.NavigateTo(Address.Toggle(_slices[at.Index].Service));
        }
    }
}
