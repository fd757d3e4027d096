using VoiceOps.Voice.Lots;

namespace VoiceOps.Web.Credits.Accounts;

/// <summary>One account with all that its page shows, as of one moment.</summary>
public sealed record AccountSheet
{
    public required DateTime AsOf { get; init; }

    public required AccountLine Line { get; init; }

    /// <summary>Those with something left first, in the order in which calls draw from them; then the used ones, newest first.</summary>
    public required IReadOnlyList<CreditLot> Lots { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<SheetMovement> Movements { get; init; }

    /// <summary>All there are; the page shows the last ones.</summary>
    public required long MovementCount { get; init; }
}
