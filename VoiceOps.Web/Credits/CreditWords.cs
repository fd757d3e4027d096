using System.Globalization;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Lots;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Credits;

/// <summary>Credit in words.</summary>
public static class CreditWords
{
    private const int SecondsPerMinute = 60;

    /// <summary><c>1,234.5 min</c>: rounded to be read; <see cref="Exactly"/> has every second.</summary>
    public static string Minutes(long seconds) => seconds is > 0 and < 3
        ? "<0.1 min"
        : $"{Figures.Quantity(Math.Round((decimal)seconds / SecondsPerMinute, 1, MidpointRounding.ToEven), 1)} min";

    /// <summary>Whole seconds.</summary>
    public static string Exactly(long seconds) => $"{Figures.Count(seconds)} s";

    public static string Kind(string lotKind) => lotKind switch
    {
        LotKind.Purchase => "Purchase",
        LotKind.Bonus => "Bonus",
        LotKind.Promotional => "Promotional",
        LotKind.Goodwill => "Goodwill",
        _ => lotKind,
    };

    /// <summary>What a ledger transaction was about.</summary>
    public static string Movement(string ledgerKind) => ledgerKind switch
    {
        LedgerKind.Usage => "Call",
        LedgerKind.Purchase => "Purchase",
        LedgerKind.Settlement => "Debt settled",
        LedgerKind.Grant => "Credit given",
        LedgerKind.ReCredit => "Call re-credited",
        LedgerKind.Refund => "Unused credit refunded",
        LedgerKind.CallRefund => "Call refunded",
        LedgerKind.Expiry => "Lot expired",
        _ => ledgerKind,
    };

    /// <summary>How long credit lasts at a pace.</summary>
    public static string DaysLeft(decimal? days) => days switch
    {
        null => "",
        < 1 => "today",
        > 365 => "over a year",
        { } left => string.Create(CultureInfo.InvariantCulture, $"{decimal.Truncate(left)} d"),
    };
}
