using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Hosting;
using Xunit;

namespace VoiceOps.Tests.Hosting;

[NeedsProgram]
public sealed class RepriceVerbTests
{
    [Theory]
    [InlineData("reprice", "--by NAME and --why REASON are needed")]
    [InlineData("reprice --by Ada --why New --from 2026-01-01", "--from and --to go together")]
    [InlineData("reprice --dry-run --from yesterday --to 2026-01-01", "--from must be a day such as 2026-01-31")]
    [InlineData("reprice --dry-run --from 2026-01-02 --to 2026-01-01", "--from comes after --to")]
    public void Parse_WrongArguments_SaysWhat(string words, string problem) =>
        Assert.Contains(CommandLine.Parse(words.Split(' ')).Problems, said => said.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public async Task Reprice_UnpricedRows_ArePricedAndTheCommandEnds()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-01T08:00:00"), row => row.EndedAt = row.CreatedAt.AddMinutes(1));
        await books.CommitAsync(call, [books.Event(call, ServiceNames.Cerebras, OperationNames.Prompt, 1_000, null, model: "new-model", source: PricingSource.Unpriced)]);
        Assert.Null(await books.RateWriter.SetAsync(
            new("cerebras", "prompt", "new-model"), new RateTerms { UnitPrice = 0.000002m, PricingType = PricingType.PerToken }, Books.Utc("2026-05-01T00:00:00"),
            new Signature { By = "Ada", Reason = "New" }, TestContext.Current.CancellationToken));

        foreach (var (arguments, cost) in new[] { ((string[])["reprice", "--dry-run"], 0L), (["reprice", "--by", "Ada", "--why", "New"], 2_000_000L), (["reprice", "--by", "Ada", "--why", "New"], 2_000_000L) })
        {
            await using var app = new AppProcess(arguments, ("ConnectionStrings__VoiceOps", books.Store.ConnectionString));
            var (exitCode, error) = await app.EndedAsync(TestContext.Current.CancellationToken);

            Assert.True(exitCode == 0, error);
            Assert.Equal(cost, books.Store.Column<long>("SELECT IFNULL(SUM(cost_nanos), 0) FROM api_call_events").Single());
        }
    }
}
