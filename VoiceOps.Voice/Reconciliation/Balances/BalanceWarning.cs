using System.Globalization;

namespace VoiceOps.Voice.Reconciliation.Balances;

/// <summary>Says in words when something runs out, or nothing.</summary>
internal static class BalanceWarning
{
    public static string? Of(ProviderBalance balance, ReconciliationOptions options)
    {
        if (balance.IsMoney && balance.Remaining < options.WarnDollarsLeft)
        {
            return string.Create(CultureInfo.InvariantCulture, $"${balance.Remaining:0.00} left, less than ${options.WarnDollarsLeft:0.##}");
        }

        if (balance.DaysLeft is { } days && days < options.WarnDaysLeft && !balance.LastsUntilReset)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Amount(balance)} left, {Lasts(days)} at the pace of {balance.BurnOf}: until {balance.RunsOutAt:yyyy-MM-dd HH:mm} UTC");
        }

        if (balance.Limit is > 0 and { } limit && balance.Remaining / limit * 100 < options.WarnPercentLeft)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Amount(balance)} left of {limit:#,##0}");
        }

        return null;
    }

    private static string Lasts(decimal days) => days < 2
        ? string.Create(CultureInfo.InvariantCulture, $"{days * 24:0.0} hours")
        : string.Create(CultureInfo.InvariantCulture, $"{days:0.0} days");

    private static string Amount(ProviderBalance balance) => balance.IsMoney
        ? string.Create(CultureInfo.InvariantCulture, $"${balance.Remaining:#,##0.00}")
        : string.Create(CultureInfo.InvariantCulture, $"{balance.Remaining:#,##0} {balance.Unit}");
}
