using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace VoiceOps.Web.Shared;

/// <summary>An ApexCharts chart: made once, then updated in place. chart.js draws at most once in two seconds.</summary>
public sealed partial class Chart(IJSRuntime js) : IAsyncDisposable
{
    private readonly CancellationTokenSource _disposed = new();
    private ElementReference _element;
    private IJSObjectReference? _module;
    private IJSObjectReference? _chart;
    private DotNetObjectReference<Chart>? _self;
    private ChartSpec? _drawn;
    private string? _fault;

    [Parameter, EditorRequired]
    public ChartSpec Spec { get; set; } = null!;

    /// <summary>What the picture shows, in words.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>A click on a mark: its series, its position.</summary>
    [Parameter]
    public EventCallback<(int Series, int Index)> OnPick { get; set; }

    [JSInvokable]
    public Task Picked(int series, int index) => InvokeAsync(() => OnPick.InvokeAsync((series, index)));

    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        try
        {
            if (_chart is not null)
            {
                await _chart.InvokeVoidAsync("dispose");
                await _chart.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the chart with it.
        }

        _self?.Dispose();
        _disposed.Dispose();
    }

    protected override bool ShouldRender() => !ReferenceEquals(_drawn, Spec);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (ReferenceEquals(_drawn, Spec))
        {
            return;
        }

        _drawn = Spec;
        try
        {
            if (firstRender)
            {
                _self = DotNetObjectReference.Create(this);
                _module = await js.InvokeAsync<IJSObjectReference>("import", _disposed.Token, "./js/chart.js");
                _chart = await _module.InvokeAsync<IJSObjectReference>("create", _disposed.Token, _element, Spec, _self);
                // Newer figures may have come while the first were on their way.
                await _chart.InvokeVoidAsync("update", _disposed.Token, Spec);
            }
            else if (_chart is not null)
            {
                await _chart.InvokeVoidAsync("update", _disposed.Token, Spec);
            }
        }
        catch (JSException exception)
        {
            _fault = exception.Message;
            _drawn = null;
            StateHasChanged();
        }
        catch (Exception exception) when (exception is OperationCanceledException or JSDisconnectedException or ObjectDisposedException)
        {
            // Nobody looks any more.
        }
    }
}
