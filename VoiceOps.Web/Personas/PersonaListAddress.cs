namespace VoiceOps.Web.Personas;

/// <summary>All that the list's address says: what is searched, what is shown, how it is sorted.</summary>
public sealed record PersonaListAddress(string Search, string State, string Sort)
{
    public const string Everyone = "all";
    public const string Archived = "archived";
    public const string Drafts = "drafts";

    /// <summary>Empty shows all that are not archived.</summary>
    public static IReadOnlyList<(string Key, string Name)> States { get; } =
        [("", "Active"), (Drafts, "With a draft"), (Archived, "Archived"), (Everyone, "All")];

    /// <summary>Empty sorts by name.</summary>
    public static IReadOnlyList<(string Key, string Name)> Sorts { get; } =
        [("", "name"), ("calls", "calls"), ("cost", "cost a minute"), ("margin", "margin a minute"), ("latency", "latency")];

    public string Href
    {
        get
        {
            string[] parts = [Part("q", Search), Part("state", State), Part("sort", Sort)];
            var query = string.Join('&', parts.Where(part => part.Length > 0));
            return query.Length == 0 ? "/personas" : $"/personas?{query}";
        }
    }

    public string On(string state) => (this with { State = state }).Href;

    public string By(string sort) => (this with { Sort = sort }).Href;

    /// <summary>Corrects what makes no sense, with a notice for the reader.</summary>
    public static (PersonaListAddress Address, string? Notice) Read(string? search, string? state, string? sort)
    {
        var knownState = States.Any(known => known.Key == (state ?? ""));
        var knownSort = Sorts.Any(known => known.Key == (sort ?? ""));
        var address = new PersonaListAddress(search?.Trim() ?? "", knownState ? state ?? "" : "", knownSort ? sort ?? "" : "");
        return (address, knownState && knownSort ? null : "The address asks for a state or an order that does not exist; active personas by name are shown.");
    }

    private static string Part(string name, string value) => value.Length == 0 ? "" : $"{name}={Uri.EscapeDataString(value)}";
}
