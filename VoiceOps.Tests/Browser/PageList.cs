using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace VoiceOps.Tests.Browser;

/// <summary>Every page and drawer that there is, which <see cref="EveryPageTests"/> holds to <see cref="PageChecks"/>.</summary>
internal static class PageList
{
    /// <summary>Its route, an address of the demo below the root, and what is there once it is whole.</summary>
    public static IReadOnlyList<(string Route, string Address, string Ready)> All { get; } =
    [
        ("/", "?range=30d", ".activity tbody tr"),
        ("/", "?range=30d&call=1", ".drawer .usage-rows tbody tr"),
        ("/calls", "calls?range=30d", ".call-log tbody tr"),
        ("/calls/{Id:long}", "calls/1", ".usage-rows tbody tr"),
        ("/conversations", "conversations?range=30d", ".trend-labels span"),
        ("/personas", "personas", ".panel tbody tr"),
        ("/personas/new", "personas/new", "#f-Name"),
        ("/personas/{Id:long}", "personas/1", "#f-Name"),
        ("/pricing", "pricing", ".catalog tbody tr"),
        ("/pricing", "pricing?rate=twilio:voice", ".drawer table"),
        ("/pricing/unpriced", "pricing/unpriced", "main .panel"),
        ("/credits", "credits", ".mud-table-body tr"),
        ("/credits/{Id:long}", "credits/2", ".sheet-scroll tbody tr"),
        ("/credits/exposure", "credits/exposure", ".sheet-scroll tbody tr"),
        ("/credits/roll-forward", "credits/roll-forward", ".mud-simple-table tbody tr"),
        ("/reconciliation", "reconciliation?days=14", ".balances tbody tr"),
        ("/reconciliation", "reconciliation?days=14&service=twilio&day={0}", ".drawer .cell-calls tbody tr"),
        ("/history", "history", ".job-word"),
        ("/tie-out", "tie-out", ".checks li"),
        ("/why", "why?figure=cost&range=30d", ".why-total"),
        ("/not-found", "not-found", "main h1"),
    ];

    public static IEnumerable<string> Routes => typeof(VoiceOps.Web.Hosting.AppRoot).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template);
}
