using FsCheck.Xunit;
using Microsoft.EntityFrameworkCore;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using Xunit;

namespace VoiceOps.Tests.Pricing;

/// <summary>Any edits in any order, through the real writer and the database's own rules.</summary>
public sealed class RateVersionsTests : IAsyncLifetime
{
    private const int Hours = 80;
    private const int FirstHour = 20;
    private static readonly DateTime Start = Books.Utc("2026-06-10T00:00:00");
    private static readonly Signature Signed = new() { By = "Ada", Reason = "Because" };

    private Books _books = null!;
    private int _keys;

    public async ValueTask InitializeAsync() => _books = await Books.OpenAsync("2026-06-10T00:00:00");

    public ValueTask DisposeAsync() => _books.DisposeAsync();

    [Property(Arbitrary = [typeof(RateVersionArbitraries)], MaxTest = 60)]
    public async Task Edits_Any_PriceEveryHourAsExpectedAndRewriteNothingThatHasBegun(RateStep[] steps)
    {
        var key = new RateKey("cerebras", "prompt", $"model-{++_keys}");
        var expected = new HourlyRates(Hours);
        var now = FirstHour;
        foreach (var step in steps)
        {
            now = Math.Min(now + step.HoursPass, Hours - 20);
            _books.Time.AdjustTime(At(now));
            var before = await VersionsAsync(key);

            var (problem, isRefused) = await ApplyAsync(key, step, now, before, expected);

            Assert.Equal(isRefused, problem is not null);
            var after = await VersionsAsync(key);
            Assert.Equal(Enumerable.Range(0, Hours).Select(expected.PriceAt), Enumerable.Range(0, Hours).Select(hour => PriceAt(after, hour)));
            foreach (var begun in before.Where(version => version.EffectiveFrom <= At(now)))
            {
                Assert.Equal((begun.EffectiveFrom, begun.Terms), after.Where(version => version.Id == begun.Id).Select(version => (version.EffectiveFrom, version.Terms)).Single());
            }
        }
    }

    private async Task<(string? Problem, bool IsRefused)> ApplyAsync(RateKey key, RateStep step, int now, IReadOnlyList<Rate> versions, HourlyRates expected)
    {
        var hour = now + step.HoursFromNow;
        switch (step.Kind)
        {
            case RateStepKind.Set:
                return (await _books.RateWriter.SetAsync(key, Terms(step.Choice), At(hour), Signed, CancellationToken.None), !expected.Set(hour, step.Choice, now));
            case RateStepKind.End:
                return (await _books.RateWriter.EndAsync(key, At(hour), Signed, CancellationToken.None), !expected.End(hour, now));
            default:
                if (versions.Count == 0)
                {
                    return (null, false);
                }

                var version = versions[step.Choice % versions.Count];
                return (await _books.RateWriter.CancelAsync(version.Id, Signed, CancellationToken.None), !expected.Cancel((int)(version.EffectiveFrom - Start).TotalHours, now));
        }
    }

    private async Task<IReadOnlyList<Rate>> VersionsAsync(RateKey key)
    {
        await using var context = _books.Store.CreateDbContext();
        return await context.Rates.AsNoTracking().Where(rate => rate.Model == key.Model).OrderBy(rate => rate.EffectiveFrom).ToListAsync();
    }

    private static int? PriceAt(IReadOnlyList<Rate> versions, int hour) =>
        (int?)new RateCard(At(hour), versions, new Dictionary<RateKey, AppliedRate>()).Find("cerebras", "prompt", versions.FirstOrDefault()?.Model)?.UnitPrice;

    private static RateTerms Terms(int price) => new() { UnitPrice = price, PricingType = PricingType.PerToken };

    private static DateTime At(int hour) => Start.AddHours(hour);
}
