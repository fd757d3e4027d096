using MudBlazor;

namespace VoiceOps.Web.Layout;

/// <summary>The tokens of app.css for MudBlazor's own components.</summary>
internal static class Theme
{
    private static readonly string[] Text = ["Inter Variable", "system-ui", "sans-serif"];

    public static MudTheme Tactical { get; } = new()
    {
        PaletteDark = new PaletteDark
        {
            Background = "#0a0a0c",
            BackgroundGray = "#0a0a0c",
            Surface = "#15151b",
            DrawerBackground = "#101014",
            AppbarBackground = "#0a0a0c",
            Primary = "#f5a524",
            PrimaryContrastText = "#0a0a0c",
            Secondary = "#22d3ee",
            Tertiary = "#a78bfa",
            Success = "#34d399",
            SuccessContrastText = "#0a0a0c",
            Info = "#22d3ee",
            InfoContrastText = "#0a0a0c",
            Warning = "#f5a524",
            WarningContrastText = "#0a0a0c",
            Error = "#fb7185",
            ErrorContrastText = "#0a0a0c",
            TextPrimary = "#e8e8ee",
            TextSecondary = "#8b8b99",
            ActionDefault = "#8b8b99",
            LinesDefault = "#23232c",
            LinesInputs = "#2f2f3a",
            TableLines = "#23232c",
            Divider = "#23232c",
            OverlayDark = "rgba(4,4,6,0.72)",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Text, FontSize = "0.8125rem", LineHeight = "1.5" },
            H6 = new H6Typography { FontFamily = Text, FontSize = "0.9375rem", FontWeight = "600" },
            Button = new ButtonTypography { FontFamily = Text, FontSize = "0.8125rem", FontWeight = "500", TextTransform = "none" },
        },
    };
}
