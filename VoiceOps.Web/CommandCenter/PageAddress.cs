using System.Globalization;
using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Web.CommandCenter;

/// <summary>All that the Command Center's address says: range, filter, open call.</summary>
public sealed record PageAddress(RangeRequest Range, string? Service = null, long? CallId = null)
{
    public string Href
    {
        get
        {
            var query = RangeAddress.Format(Range);
            query += Service is null ? "" : $"&service={Uri.EscapeDataString(Service)}";
            query += CallId is null ? "" : string.Create(CultureInfo.InvariantCulture, $"&call={CallId}");
            return "/?" + query;
        }
    }

    /// <summary>A second click on the same service shows all again.</summary>
    public string Toggle(string service) => (this with { Service = Service == service ? null : service, CallId = null }).Href;

    public string On(RangeRequest range) => (this with { Range = range, CallId = null }).Href;

    public string Open(long callId) => (this with { CallId = callId }).Href;

    public string Closed => (this with { CallId = null }).Href;
}
