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
    private IReadOnlyDictionary<string, string> _shares = new Dictionary<string, string>();

    [Parameter, EditorRequired]
    public PageAddress Address { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private IEnumerable<(string Name, Money Amount, string Color, string Share)> Bases
    {
        get
        {
            var bases = new (string Name, Money Amount, string Color)[]
            {
                (UsageBasis.Metered, Snapshot!.Current.MeteredCost, "emerald"),
                (UsageBasis.Billed, Snapshot.Current.BilledCost, "cyan"),
                (UsageBasis.Estimated, Snapshot.Current.EstimatedCost, "amber"),
            }.Where(basis => basis.Amount.Nanos != 0).ToList();
            var shares = Shares.Of([.. bases.Select(basis => basis.Amount.Dollars)]);
            return bases.Select((basis, index) => (basis.Name, basis.Amount, basis.Color, shares?[index] ?? Figures.Dollars(basis.Amount)));
        }
    }

    private IReadOnlyList<ServiceCost> Negative => [.. Snapshot!.Services.Where(service => service.Cost.Nanos < 0)];

    private bool HasCosts => Snapshot!.Services.Any(service => service.Cost.Nanos != 0);

    /// <summary>Why there is no picture, for a reader who sees that one is missing.</summary>
    private string Missing => Negative is { Count: > 0 } negative
        ? $"No donut and no shares: {string.Join(" and ", negative.Select(Named))} after a credit or a correction, "
            + "and less than nothing is no part of a whole."
        : "";

    private static string Named(ServiceCost service) => $"{Services.Name(service.Service)} is {Figures.Dollars(service.Cost)}";

    private string Summary => "Cost by service: " + string.Join(", ", _slices.Select(slice => $"{Services.Name(slice.Service)} {ShareOf(slice)}"));

    protected override void OnSnapshot(CommandCenterSnapshot snapshot)
    {
        _slices = [.. snapshot.Services.Where(service => service.Cost.Nanos > 0)];
        var shares = Shares.Of([.. snapshot.Services.Select(service => service.Cost.Dollars)]);
        _shares = shares is null ? new Dictionary<string, string>()
            : snapshot.Services.Zip(shares).ToDictionary(part => part.First.Service, part => part.Second);
        // A slice cannot be negative; after a credit or a correction a service may be, and then the rows alone tell.
        _spec = shares is null || _slices.Count == 0 ? null : new ChartSpec
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
                    Texts = [.. _slices.Select(slice => $"{Figures.Dollars(slice.Cost)} · {ShareOf(slice)}")],
                },
            ],
        };
    }

    private string ShareOf(ServiceCost part) => _shares.GetValueOrDefault(part.Service, Figures.Unknown);

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
