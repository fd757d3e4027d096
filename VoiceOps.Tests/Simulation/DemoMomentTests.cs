using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Simulation;
using VoiceOps.Simulation.Demo;
using VoiceOps.Simulation.ElevenLabs;
using VoiceOps.Tests.Reconciliation;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.TieOut;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Simulation;

/// <summary>The demo may be started at any moment of any day, and midnight may come while it starts or runs.</summary>
public sealed class DemoMomentTests
{
    private const int Calls = 120;

    [Theory]
    [InlineData("2026-05-31T23:59:58", "UTC")]
    [InlineData("2026-06-01T00:00:00", "UTC")]
    [InlineData("2027-01-01T00:00:03", "America/New_York")]
    [InlineData("2028-02-29T23:57:00", "UTC")]
    [InlineData("2028-03-01T00:00:01", "UTC")]
    [InlineData("2027-03-28T00:59:00", "Europe/Berlin")] // the clocks go forward in a minute
    [InlineData("2026-10-25T00:59:00", "Europe/Berlin")] // and back
    public async Task Write_AtAnyMoment_TiesOutBeforeAndAfterMidnight(string moment, string zone)
    {
        var end = Books.Utc(moment);
        var store = await DemoMonth.WriteWithBackfillAsync(end, Calls);
        await using var books = Books.Over(store, end, zone);

        var (first, last) = (store.Column<DateTime>("SELECT MIN(started_at) FROM calls").Single(), store.Column<DateTime>("SELECT MAX(ended_at) FROM calls").Single());
        Assert.InRange(first, CallPlans.Start(end, DemoMonth.Days), last);
        Assert.InRange(last, end.AddHours(-1), end);
        await AssertTiesOutAsync(books);
        books.Time.Advance(TimeSpan.FromMinutes(10));
        await AssertTiesOutAsync(books);
    }

    // The providers were told of the past by a look at the clock of their own, and after midnight it was another day that they counted twice.
    [Fact]
    public async Task Write_WhileMidnightPasses_SpeechIsCountedTwiceOnTheNinthDayBeforeItsEnd()
    {
        var end = Books.Utc("2028-02-29T23:59:59.9");
        var simulators = new Simulators(new FakeTimeProvider(end.AddSeconds(1)));
        await using var store = await DemoMonth.WriteAsync(end, Calls, new PastUsage(simulators, new FakeTimeProvider(end.AddSeconds(1))));

        var counted = simulators.ElevenLabs.Counts.Read().Where(use => use.Operation == ElevenLabsSimulator.Speech).GroupBy(use => use.At.Date).ToDictionary(day => day.Key, day => day.Sum(use => use.Amount));
        await using var context = store.CreateDbContext();
        var booked = (await context.UsageEvents.AsNoTracking().Where(row => row.Service == ServiceNames.ElevenLabs).Join(context.Calls, row => row.CallId, call => call.Id, (row, call) => new { call.StartedAt, row.UsageAmount }).ToListAsync())
            .GroupBy(row => row.StartedAt!.Value.Date).ToDictionary(day => day.Key, day => day.Sum(row => row.UsageAmount));

        Assert.Equal([Books.Utc("2028-02-20")], counted.Keys.Where(day => counted[day] != booked[day]));
        await simulators.DisposeAsync();
    }

    private static async Task AssertTiesOutAsync(Books books) => Assert.Empty(
        (await Checked.RunAsync(books)).Checks.Where(check => check.Finding.Status == TieOutStatus.Red).Select(check => $"{check.Title}: {check.Finding.Sentence}"));
}
