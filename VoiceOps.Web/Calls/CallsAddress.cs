using System.Globalization;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Calls.CallLog;

namespace VoiceOps.Web.Calls;

/// <summary>All that the call log's address says: range, filters, and where the page begins.</summary>
public sealed record CallsAddress(CallLogFilter Filter, CallLogKey? Before = null, CallLogKey? After = null)
{
    public const string Path = "/calls";

    public string Href
    {
        get
        {
            var query = RangeAddress.Format(Filter.Range)
                + Number("persona", Filter.PersonaId) + Number("account", Filter.AccountId)
                + Text("model", Filter.Model) + Text("status", Filter.Status) + Text("reason", Filter.EndedReason) + Text("number", Filter.Number)
                + Dollars("cost-from", Filter.CostFrom) + Dollars("cost-to", Filter.CostTo) + (Filter.IsAtALoss ? "&loss=true" : "")
                + (Filter.IsInterrupted ? "&interrupted=true" : "") + (Filter.IsWasted ? "&wasted=true" : "")
                + Text("before", Before?.ToString()) + Text("after", After?.ToString());
            return $"{Path}?{query}";
        }
    }

    /// <summary>Another filter begins at its newest call.</summary>
    public string With(CallLogFilter filter) => new CallsAddress(filter).Href;

    public string On(RangeRequest range) => With(Filter with { Range = range });

    public string OlderThan(CallLogKey key) => new CallsAddress(Filter, Before: key).Href;

    public string NewerThan(CallLogKey key) => new CallsAddress(Filter, After: key).Href;

    public string Newest => new CallsAddress(Filter).Href;

    public static string Of(long callId) => string.Create(CultureInfo.InvariantCulture, $"{Path}/{callId}");

    private static string Number(string name, long? value) => value is { } number ? string.Create(CultureInfo.InvariantCulture, $"&{name}={number}") : "";

    private static string Dollars(string name, decimal? value) =>
        value is { } dollars ? string.Create(CultureInfo.InvariantCulture, $"&{name}={dollars:0.#########}") : "";

    private static string Text(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
