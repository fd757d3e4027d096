using System.Globalization;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Shared;

/// <summary>How numbers read on every page. Rounding happens here, once, and only to be read.</summary>
public static class Figures
{
    public const string Unknown = "—";
    public const string Minus = "−";
    private const decimal Smallest = 0.000001m;
    private const int MostDecimals = 28;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Dollars(Money amount) => Dollars(amount.Dollars);

    /// <summary>Six decimals, always. What is not zero never reads as zero.</summary>
    public static string Dollars(decimal dollars) => dollars switch
    {
        > 0 and < Smallest => "<$0.000001",
        < 0 and > -Smallest => $">{Minus}$0.000001",
        < 0 => $"{Minus}${SixDecimals(-dollars)}",
        _ => $"${SixDecimals(dollars)}",
    };

    /// <summary>A hero total in two parts: what is read first, and the four digits that stand dimmed beside it.</summary>
    public static (string Head, string Tail) Hero(Money amount) => Split(amount.Dollars);

    /// <summary>What is read first, and the last four decimals; all of it is read first where only they say anything.</summary>
    public static (string Head, string Tail) Split(decimal dollars)
    {
        var text = Dollars(dollars);
        return dollars != 0 && Math.Abs(dollars) < 0.01m ? (text, "") : (text[..^4], text[^4..]);
    }

    /// <summary>Every nano-dollar, for hover and copy.</summary>
    public static string Exact(Money amount) => Sign(amount.Dollars) + "$" + Math.Abs(amount.Dollars).ToString("N9", Culture);

    public static string Exact(decimal dollars) => Sign(dollars) + "$" + Math.Abs(dollars).ToString("#,##0.000000###", Culture);

    /// <summary>Digits alone, as a spreadsheet takes them.</summary>
    public static string Plain(decimal dollars) => dollars.ToString("0.000000###", Culture);

    /// <summary>A rate in full, with six decimals like every other amount: no exponent, no rounding.</summary>
    public static string Rate(decimal unitPrice) => "$" + Sign(unitPrice) + Math.Abs(unitPrice).ToString("#,##0.000000######################", Culture);

    /// <summary>An exact decimal in full.</summary>
    public static string Number(decimal value) => Sign(value) + Math.Abs(value).ToString("#,##0.############################", Culture);

    public static string Count(long count) => Sign(count) + Math.Abs((decimal)count).ToString("N0", Culture);

    public static string Quantity(decimal value, int decimals) =>
        Sign(value) + Math.Abs(value).ToString("#,##0." + new string('#', decimals), Culture);

    /// <summary>
    /// A share, 0.5 for 50 %. What is not zero never reads as zero, and what is not all never as all. Of parts that add up see <see cref="Shares"/>.
    /// </summary>
    public static string Percent(decimal? share) => share switch
    {
        null => "n/a",
        > 0 and < 0.0005m => "<0.1%",
        < 0 and > -0.0005m => $">{Minus}0.1%",
        >= 0.9995m and < 1 => ">99.9%",
        { } value => Sign(value) + Math.Abs(value * 100).ToString("N1", Culture) + "%",
    };

    /// <summary>As <see cref="Percent"/>, but with the digits that the first one which is not zero takes.</summary>
    public static string PercentInFull(decimal share)
    {
        var percent = Math.Abs(share * 100);
        var decimals = 1;
        while (percent > 0 && decimals < MostDecimals && Math.Round(percent, decimals, MidpointRounding.AwayFromZero) == 0)
        {
            decimals++;
        }

        return Sign(share) + Math.Round(percent, decimals, MidpointRounding.AwayFromZero).ToString("N" + decimals.ToString(Culture), Culture) + "%";
    }

    /// <summary>The unit after an amount: one of <c>minutes</c> is a minute.</summary>
    public static string Unit(string units, decimal amount) => amount == 1 ? units.TrimEnd('s') : units;

    /// <summary><c>04:12</c>, with hours only when there are any.</summary>
    public static string Clock(TimeSpan span) =>
        span.TotalHours >= 1 ? string.Create(Culture, $"{(int)span.TotalHours}:{span:mm\\:ss}") : span.ToString("mm\\:ss", Culture);

    /// <summary>So many decimals always, so that figures below each other stand at the point.</summary>
    public static string Fixed(decimal value, int decimals) =>
        Sign(value) + Math.Abs(value).ToString("N" + decimals.ToString(Culture), Culture);

    /// <summary>A change without its direction: a percentage, or from eleven times on how many times as much it is, which is easier to see.</summary>
    public static string Change(decimal share) => share >= 10 ? $"×{Quantity(Math.Round(share + 1), 0)}" : Percent(Math.Abs(share));

    public static string Day(DateOnly day) => day.ToString("d MMM", Culture);

    /// <summary>With its year where that is not this one.</summary>
    public static string Day(DateOnly day, DateOnly today) => day.ToString(day.Year == today.Year ? "d MMM" : "d MMM yyyy", Culture);

    /// <summary>First and last day, with their years unless both are this one; a year that both share stands once.</summary>
    public static string Period(DateOnly first, DateOnly last, DateOnly today) =>
        first == last ? Day(first, today)
        : first.Year != last.Year ? $"{first.ToString("d MMM yyyy", Culture)} – {last.ToString("d MMM yyyy", Culture)}"
        : $"{first.ToString("d MMM", Culture)} – {Day(last, today)}";

    public static string Moment(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss", Culture) + " UTC";

    public static string Iso(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", Culture);

    /// <summary>Seconds, for app.js to count on from.</summary>
    public static string Age(TimeSpan age) => Math.Max(0, age.TotalSeconds).ToString("0.0", Culture);

    /// <summary>How long ago, in the words that app.js goes on updating.</summary>
    public static string Ago(TimeSpan age) => age switch
    {
        { TotalSeconds: < 1 } => "now",
        { TotalSeconds: < 60 } => string.Create(Culture, $"{(int)age.TotalSeconds} s ago"),
        { TotalMinutes: < 60 } => string.Create(Culture, $"{(int)age.TotalMinutes} min ago"),
        { TotalHours: < 24 } => string.Create(Culture, $"{(int)age.TotalHours} h ago"),
        _ => string.Create(Culture, $"{(int)age.TotalDays} d ago"),
    };

    /// <summary>A key or an id with its middle left out: its beginning says what it is and its end tells it apart.</summary>
    public static string Shorten(string id, int length) =>
        id.Length <= length ? id : $"{id[..(length / 2)]}…{id[^(length - (length / 2) - 1)..]}";

    private static string SixDecimals(decimal dollars) => decimal.Round(dollars, 6, MidpointRounding.ToEven).ToString("N6", Culture);

    private static string Sign(decimal value) => value < 0 ? Minus : "";
}
