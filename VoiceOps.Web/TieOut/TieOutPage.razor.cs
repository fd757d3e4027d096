using System.Globalization;
using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.TieOut;

namespace VoiceOps.Web.TieOut;

/// <summary>The nine checks, each with the rows behind its word.</summary>
public sealed partial class TieOutPage : IDisposable
{
    private const int Checks = 9;

    private TieOutState? _state;
    private IDisposable? _subscription;
    private string? _notice;

    /// <summary>The check whose rows are shown.</summary>
    [SupplyParameterFromQuery]
    private string? Check { get; set; }

    [Inject]
    private TieOutFeed Feed { get; set; } = null!;

    [Inject]
    private TieOutHost Host { get; set; } = null!;

    [Inject]
    private ReportingClock Clock { get; set; } = null!;

    private TieOutResult? Latest => _state?.Latest;

    private int? Open => int.TryParse(Check, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private string Word => (_state!.Running, Latest) switch
    {
        ({ } number, _) => $"Checking: {number} of {Checks}.",
        (_, null) => "Not checked yet.",
        (_, { Fault: not null }) => "Not all checks could be made.",
        (_, { Red: 0 }) => "The books tie out.",
        (_, { Red: var red }) => red == 1 ? "One check is red." : $"{red} checks are red.",
    };

    public void Dispose() => _subscription?.Dispose();

    protected override void OnParametersSet()
    {
        _notice = string.IsNullOrWhiteSpace(Check) || Open is >= 1 and <= Checks ? null : "The address names a check that does not exist; there are nine.";
        if (RendererInfo.IsInteractive)
        {
            _subscription ??= Feed.Subscribe(InvokeAsync, state =>
            {
                _state = state;
                StateHasChanged();
            });
        }
    }

    internal static string Seconds(TimeSpan took) => string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.00} s");
}
