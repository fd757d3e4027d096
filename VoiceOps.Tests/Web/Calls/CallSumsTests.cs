using Bunit;
using VoiceOps.Tests.Reconciliation;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Calls;
using Xunit;

namespace VoiceOps.Tests.Web.Calls;

public sealed class CallSumsTests : PageTest
{
    [Fact]
    public async Task Service_OnceItsRowsArePriced_IsNoLongerUnpriced()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(books.Clock.Now.AddHours(-1), call => call.EndedAt = call.CreatedAt.AddMinutes(1));
        await books.CommitAsync(call, [.. ((decimal[])[1_000, 10]).Select(tokens =>
            books.Event(call, ServiceNames.Cerebras, OperationNames.Prompt, tokens, null, model: "new", source: PricingSource.Unpriced))]);
        Assert.Equal("—2 unpriced", await CostAsync());

        await PricedLater.RunAsync(books, "new");

        Assert.Equal("$0.001010000", await CostAsync());

        async Task<string> CostAsync()
        {
            var ledger = (await new CallQueries(books.Store).FindAsync(call.Id, Xunit.TestContext.Current.CancellationToken))!;
            return Render<CallSums>(parameters => parameters.Add(component => component.Ledger, ledger)).Find("tbody .cost").TextContent.Trim();
        }
    }

    // One call had two costs on one screen: its meters run ahead of its rows.
    [Theory]
    [InlineData(false, "Cost posted so far", 1)]
    [InlineData(true, "Cost", 0)]
    public async Task Cost_OfACallThatIsOn_SaysThatItIsWhatWasPosted(bool isOver, string word, int notes)
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(books.Clock.Now.AddMinutes(-1), call => call.EndedAt = isOver ? call.CreatedAt.AddSeconds(30) : null);
        var ledger = (await new CallQueries(books.Store).FindAsync(call.Id, Xunit.TestContext.Current.CancellationToken))!;

        var sums = Render<CallSums>(parameters => parameters.Add(component => component.Ledger, ledger));

        Assert.Equal(word, sums.Find("tfoot th").TextContent);
        Assert.Equal(notes, sums.FindAll(".posted-note").Count);
    }
}
