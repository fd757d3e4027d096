using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;

namespace VoiceOps.Tests.Web;

/// <summary>Components as a page has them: with MudBlazor, at a fixed time.</summary>
public abstract class PageTest : BunitContext
{
    protected PageTest()
    {
        Services.AddMudServices(settings => settings.SnackbarConfiguration.ShowTransitionDuration = 0);
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        JSInterop.Mode = JSRuntimeMode.Loose;
        // Only a limit: a busy machine may take its time.
        DefaultWaitTimeout = TimeSpan.FromSeconds(30);
    }

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 6, 10, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Connected rather than prerendered. Services cannot be added any more.</summary>
    protected void GoLive() => SetRendererInfo(new RendererInfo("Server", isInteractive: true));
}
