using VoiceOps.Voice.Calls;

namespace VoiceOps.Web.Hosting;

/// <summary>
/// Where the program listens. A proxy or a tunnel on this machine comes from loopback and sends whatever headers it likes, so once
/// the outside comes in, pages have a listener of their own: nothing that a request says leads from one to the other.
/// </summary>
internal sealed record Listeners
{
    public const string UrlsKey = "Urls";
    public const string PagesUrlKey = $"{CallOptions.Section}:PagesUrl";
    public const string DefaultPagesUrl = "http://localhost:5090";

    private const string PublicUrlKey = $"{CallOptions.Section}:{nameof(CallOptions.PublicUrl)}";

    /// <summary>Where Twilio comes in, and everybody else too while there is no <see cref="PagesUrl"/>. Several are separated by <c>;</c>.</summary>
    public required string Urls { get; init; }

    /// <summary>Where pages, their hub, files and metrics are; null: at <see cref="Urls"/>, with everything else.</summary>
    public required string? PagesUrl { get; init; }

    public static Listeners Of(IConfiguration configuration) =>
        Of(configuration[UrlsKey], configuration[PagesUrlKey], configuration[PublicUrlKey]);

    /// <summary>The demo's own: its callers are on this machine, wherever Twilio would come in.</summary>
    public static Listeners OfDemo(IConfiguration configuration) => Of(configuration[UrlsKey], configuration[PagesUrlKey], publicUrl: null);

    private static Listeners Of(string? urls, string? pagesUrl, string? publicUrl) => new()
    {
        Urls = urls ?? "",
        PagesUrl = string.IsNullOrWhiteSpace(pagesUrl) ? (IsOutside(publicUrl) ? DefaultPagesUrl : null) : pagesUrl.Trim(),
    };

    private static bool IsOutside(string? publicUrl) =>
        !string.IsNullOrWhiteSpace(publicUrl) && !(Uri.TryCreate(publicUrl.Trim(), UriKind.Absolute, out var url) && url.IsLoopback);
}
