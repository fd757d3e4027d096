using Microsoft.Extensions.Options;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation;

internal sealed class ReconciliationOptionsValidator : IValidateOptions<ReconciliationOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, ReconciliationOptions options)
    {
        var problems = Problems(options).Select(problem => $"{ReconciliationOptions.Section}:{problem}").ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(ReconciliationOptions options)
    {
        (string Key, TimeSpan Value)[] intervals =
        [
            (nameof(options.PricesEvery), options.PricesEvery), (nameof(options.DaysEvery), options.DaysEvery), (nameof(options.BalancesEvery), options.BalancesEvery),
        ];
        foreach (var (key, value) in intervals.Where(interval => interval.Value < Shortest || interval.Value > Longest))
        {
            yield return $"{key} must be between {Shortest} and 1 day; it is {value}.";
        }

        (string Key, decimal Value)[] limits =
        [
            (nameof(options.WarnDaysLeft), options.WarnDaysLeft), (nameof(options.WarnPercentLeft), options.WarnPercentLeft), (nameof(options.WarnDollarsLeft), options.WarnDollarsLeft),
            .. ServiceNames.All.SelectMany(service => options.Tolerances.Of(service) is var tolerance
                ? new[] { ($"{nameof(options.Tolerances)}:{service}:{nameof(tolerance.Percent)}", tolerance.Percent), ($"{nameof(options.Tolerances)}:{service}:{nameof(tolerance.Dollars)}", tolerance.Dollars) }
                : []),
        ];
        foreach (var (key, value) in limits.Where(limit => limit.Value < 0))
        {
            yield return $"{key} cannot be negative; it is {value}.";
        }
    }
}
