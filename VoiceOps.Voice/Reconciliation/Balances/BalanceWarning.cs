using System.Globalization;

namespace VoiceOps.Voice.Reconciliation.Balances;

/// <summary>Says in words when something runs out, or nothing.</summary>
internal static class BalanceWarning
{
    public static string? Of(ProviderBalance balance, ReconciliationOptions options, DateTime now)
    {
        if (balance.IsMoney && balance.Remaining < options.WarnDollarsLeft)
        {
            return string.Create(CultureInfo.InvariantCulture, $"${balance.Remaining:0.00} left, less than ${options.WarnDollarsLeft:0.##}");
        }

        if (balance.DaysLeft is { } days && days < options.WarnDaysLeft && !LastsUntilReset(balance, days, now))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Amount(balance)} left, {days:0.0} days at the present use");
        }

        if (balance.Limit is > 0 and { } limit && balance.Remaining / limit * 100 < options.WarnPercentLeft)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Amount(balance)} left of {limit:#,##0}");
        }

        return null;
    }

    private static bool LastsUntilReset(ProviderBalance balance, decimal days, DateTime now) =>
        balance.ResetsAt is { } reset && (decimal)(reset - now).TotalDays <= days;

    private static string Amount(ProviderBalance balance) => balance.IsMoney
        ? string.Create(CultureInfo.InvariantCulture, $"${balance.Remaining:#,##0.00}")
        : string.Create(CultureInfo.InvariantCulture, $"{balance.Remaining:#,##0} {balance.Unit}");
}
