using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Reconciliation;
using VoiceOps.Voice.Reconciliation.Balances;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Reconciliation.Balances;

public sealed class BalanceWarningTests
{
    private static readonly DateTime Now = Books.Utc("2026-06-10T12:00:00");

    [Theory]
    [InlineData(100, 2.0, null)]
    [InlineData(100, null, null)]
    [InlineData(100, 20.0, "$100.00 left, 5.0 days at the pace of the last day: until 2026-06-15 12:00 UTC")]
    [InlineData(100, 100.0, "$100.00 left, 24.0 hours at the pace of the last day: until 2026-06-11 12:00 UTC")]
    [InlineData(9.5, 0.1, "$9.50 left, less than $10")]
    [InlineData(-3, 0.1, "$-3.00 left, less than $10")]
    public void Money_RunsOut_ByDaysOrByDollars(double remaining, double? burn, string? warning) =>
        Assert.Equal(warning, Of(Balance((decimal)remaining, "USD", (decimal?)burn)));

    [Theory]
    [InlineData(50_000, 1_000, 20, null)]
    [InlineData(50_000, 10_000, 20, "50,000 credits left, 5.0 days at the pace of the last day: until 2026-06-15 12:00 UTC")]
    [InlineData(50_000, 10_000, 4, null)]
    [InlineData(9_000, 100, 20, "9,000 credits left of 100,000")]
    public void Quota_RunsOut_UnlessItIsWholeAgainBefore(double remaining, double burn, int resetsInDays, string? warning) =>
        Assert.Equal(warning, Of(Balance((decimal)remaining, "credits", (decimal)burn) with { Limit = 100_000, ResetsAt = Now.AddDays(resetsInDays) }));

    private static string? Of(ProviderBalance balance) => BalanceWarning.Of(balance, new ReconciliationOptions());

    private static ProviderBalance Balance(decimal remaining, string unit, decimal? burn) =>
        new() { Service = ServiceNames.Twilio, What = "balance", Remaining = remaining, Unit = unit, ToldAt = Now, BurnPerDay = burn, BurnOf = "the last day" };
}
