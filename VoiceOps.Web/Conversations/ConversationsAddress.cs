using System.Globalization;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Conversations.Turns;

namespace VoiceOps.Web.Conversations;

/// <summary>All that the address of the conversations' page says: range, persona, model.</summary>
public sealed record ConversationsAddress(TurnStatsRequest Request)
{
    public const string Path = "/conversations";

    public string Href =>
        $"{Path}?{RangeAddress.Format(Request.Range)}"
        + (Request.PersonaId is { } id ? string.Create(CultureInfo.InvariantCulture, $"&persona={id}") : "")
        + (Request.Model is { } model ? $"&model={Uri.EscapeDataString(model)}" : "");

    public string On(RangeRequest range) => With(Request with { Range = range });

    public string With(TurnStatsRequest request) => new ConversationsAddress(request).Href;

    /// <summary>With a sentence for the reader for everything that was corrected.</summary>
    public static (ConversationsAddress Address, IReadOnlyList<string> Notices) Read(
        string? range, string? from, string? to, string? persona, string? model, DateOnly today)
    {
        var notices = new List<string>();
        var days = RangeAddress.Parse(range, from, to, today);
        if (days.Notice is not null)
        {
            notices.Add(days.Notice);
        }

        long? personaId = long.TryParse(persona, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        if (personaId is null && !string.IsNullOrWhiteSpace(persona))
        {
            notices.Add("The address names a persona that cannot exist; they have whole numbers. All are shown.");
        }

        return (new ConversationsAddress(new TurnStatsRequest(days.Request, personaId, string.IsNullOrWhiteSpace(model) ? null : model.Trim())), notices);
    }
}
