using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Versions;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Personas.Sums;
using Xunit;

namespace VoiceOps.Tests.Web.Personas.Sums;

public sealed class PersonaQueriesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_FiguresOfThirtyDays_AreTheRowsAndAddUpToTheCommandCenter()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var (_, nova) = await NovaAsync(books);
        await PlayAsync(books, nova, "2026-06-10T08:00:00", costNanos: 30_000_000, talkSeconds: 60);
        await PlayAsync(books, nova, "2026-06-09T08:00:00", costNanos: 50_000_000, talkSeconds: 120);
        await PlayAsync(books, nova, "2026-03-01T08:00:00", costNanos: 999_000_000, talkSeconds: 999);
        await PlayAsync(books, null, "2026-06-10T09:00:00", costNanos: 7_000_000, talkSeconds: 30);

        var list = await Queries(books).ListAsync(Token);

        var figures = list.Lines.Single(line => line.Name == "Nova").Figures;
        Assert.Equal((2, 180), (figures.Calls, figures.TalkSeconds));
        Assert.Equal(0.08m * 60 / 180, figures.CostPerMinute);
        Assert.Equal((0.36m - 0.08m) * 60 / 180, figures.MarginPerMinute);
        var center = (await books.ReadAsync(RangeRequest.Default)).Current;
        Assert.Equal(center.Cost.Nanos, list.Lines.Sum(line => line.Figures.Cost.Nanos));
        Assert.Equal(center.Revenue.Nanos, list.Lines.Sum(line => line.Figures.Revenue.Nanos));
        Assert.Equal(center.Calls, list.Lines.Sum(line => line.Figures.Calls));
    }

    [Fact]
    public async Task Numbers_AssignedAndCalled_TellWhomEachReaches()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var (_, nova) = await NovaAsync(books);
        await using (var context = books.Store.CreateDbContext())
        {
            var waiting = new Persona
            {
                Name = "Sage",
                LlmModel = "gpt-oss-120b",
                SystemPrompt = "x",
                Greeting = "x",
                IsDefault = false,
                IsUnpublished = true,
                CreatedAt = Books.Utc("2026-01-01"),
            };
            context.Add(waiting);
            await context.SaveChangesAsync(Token);
            context.AddRange(new PersonaNumber { Number = "+15550101", PersonaId = nova }, new PersonaNumber { Number = "+15550102", PersonaId = waiting.Id });
            await context.SaveChangesAsync(Token);
        }

        await books.AddCallAsync(Books.Utc("2026-06-10T08:00:00"), to: "+15550101");
        await books.AddCallAsync(Books.Utc("2026-06-10T09:00:00"), to: "+15550103");
        await books.AddCallAsync(Books.Utc("2026-03-01T09:00:00"), to: "+15550104");

        var list = await Queries(books).ListAsync(Token);

        var other = list.Lines.Single(line => line.IsDefault).Name;
        Assert.Equal(
            [("+15550101", "Nova", null, true, 1L), ("+15550102", other, "Sage", true, 0L), ("+15550103", other, null, false, 1L)],
            list.Numbers.Select(line => (line.Number, line.Reaches?.Name, line.WaitsFor?.Name, line.IsAssigned, line.Calls)));
    }

    [Fact]
    public async Task History_EachVersion_HasTheFiguresOfItsOwnCallsForAllTime()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var (first, nova) = await NovaAsync(books);
        var second = await AddVersionAsync(books, nova, 2);
        await PlayAsync(books, nova, "2026-03-01T08:00:00", 30_000_000, 60, first, waste: 6_000_000);
        await PlayAsync(books, nova, "2026-06-10T08:00:00", 10_000_000, 60, second);
        await PlayAsync(books, nova, "2026-06-10T09:00:00", 12_000_000, 60, second);

        var history = await Queries(books).HistoryAsync(nova, Token);

        Assert.Equal([(2, 2L, 22_000_000L), (1, 1L, 30_000_000L)], history.Select(line => (line.Version.Number, line.Figures.Calls, line.Figures.Cost.Nanos)));
        Assert.Equal(0.2m, history[1].Figures.WasteShare);
        Assert.True(history[1].IsOnTheLine);
    }

    [Fact]
    public async Task Figures_UsageWithoutAnyPrice_IsUnknownAndNotZero()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var (_, nova) = await NovaAsync(books);
        await PlayAsync(books, nova, "2026-06-10T08:00:00", costNanos: null, talkSeconds: 60);

        var figures = (await Queries(books).ListAsync(Token)).Lines.Single(line => line.Name == "Nova").Figures;

        Assert.Null(figures.CostPerMinute);
        Assert.Null(figures.MarginPerMinute);
    }

    [Fact]
    public async Task Estimate_WithoutCalls_IsAssumedAndWorkedOutAtTheRatesInForce()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");

        var basis = await Queries(books).EstimateBasisAsync(null, Token);
        var estimate = CostEstimate.Of(basis, "llama-3.3-70b", promptTokens: 180, measuredPromptTokens: 0, maxReplyTokens: 300);

        Assert.True(basis.Profile.IsAssumed);
        Assert.Equal(0.014m * 1.26m, estimate.Line);
        Assert.Equal(0.0059m, estimate.Transcription);
        Assert.Equal(0.00015m * 420, estimate.Speech);
        Assert.Equal(0.0000006m * 5 * (180 + 320 + 40), estimate.Model);
        Assert.Equal(0.12m - estimate.Cost, estimate.Margin);
    }

    [Fact]
    public async Task Estimate_OfItsOwnHistory_ForTheSameDesign_IsWhatItsCallsCost()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var (_, nova) = await NovaAsync(books);
        foreach (var hour in Enumerable.Range(1, 6))
        {
            // 90 s: two started minutes, 90 s heard, 900 characters, 6 requests of 500 tokens and 40.
            var call = await books.AddCallAsync(Books.Utc($"2026-06-10T0{hour}:00:00"), personaId: nova);
            await books.CommitAsync(
                call,
                [
                    books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 2, 28_000_000),
                    books.Event(call, ServiceNames.Deepgram, OperationNames.Transcription, 90, 8_850_000),
                    books.Event(call, ServiceNames.ElevenLabs, OperationNames.Speech, 900, 135_000_000),
                    .. Enumerable.Range(0, 6).SelectMany(_ => new[]
                    {
                        books.Event(call, ServiceNames.Cerebras, OperationNames.Prompt, 500, 175_000, model: "gpt-oss-120b"),
                        books.Event(call, ServiceNames.Cerebras, OperationNames.Completion, 40, 30_000, model: "gpt-oss-120b"),
                    }),
                ],
                books.Revenue(call, 90));
        }

        var basis = await Queries(books).EstimateBasisAsync(nova, Token);
        var same = CostEstimate.Of(basis, "gpt-oss-120b", promptTokens: 200, measuredPromptTokens: 200, maxReplyTokens: 300);
        var longer = CostEstimate.Of(basis, "gpt-oss-120b", promptTokens: 1_200, measuredPromptTokens: 200, maxReplyTokens: 300);

        Assert.Equal(6, basis.Profile.Calls);
        var perMinute = (0.028m + 0.00885m + 0.135m + (6 * 0.000205m)) / 1.5m;
        Assert.Equal(decimal.Round(perMinute, 12), decimal.Round(same.Cost!.Value, 12));
        // 1,000 tokens more with each of four requests a minute.
        Assert.Equal(decimal.Round(perMinute + (4 * 1_000 * 0.00000035m), 12), decimal.Round(longer.Cost!.Value, 12));
        Assert.Equal(0.12m, same.PricePerMinute);
    }

    private static PersonaQueries Queries(Books books) => new(books.Store, books.Rates, books.Clock);

    private static async Task<(long Version, long Persona)> NovaAsync(Books books)
    {
        await using var context = books.Store.CreateDbContext();
        var persona = new Persona
        {
            Name = "Nova",
            LlmModel = "gpt-oss-120b",
            SystemPrompt = "x",
            Greeting = "x",
            IsDefault = false,
            CreatedAt = Books.Utc("2026-01-01"),
        };
        context.Add(persona);
        await context.SaveChangesAsync(Token);
        var version = await AddVersionAsync(books, persona.Id, 1);
        persona.VersionId = version;
        await context.SaveChangesAsync(Token);
        return (version, persona.Id);
    }

    private static async Task<long> AddVersionAsync(Books books, long personaId, int number)
    {
        await using var context = books.Store.CreateDbContext();
        var version = new PersonaVersion
        {
            PersonaId = personaId,
            Number = number,
            State = VersionState.Published,
            Author = "Ada",
            CreatedAt = books.Time.GetUtcTime(),
            SavedAt = books.Time.GetUtcTime(),
            Name = "Nova",
            LlmModel = "gpt-oss-120b",
            SystemPrompt = "x",
            Greeting = "x",
        };
        context.Add(version);
        await context.SaveChangesAsync(Token);
        return version.Id;
    }

    private static async Task PlayAsync(Books books, long? persona, string at, long? costNanos, long talkSeconds, long? version = null, long? waste = null)
    {
        var call = await books.AddCallAsync(Books.Utc(at), call => call.WasteNanos = waste, personaId: persona, versionId: version);
        await books.CommitAsync(call, [books.Event(call, ServiceNames.Deepgram, OperationNames.Transcription, 60, costNanos)],
            books.Revenue(call, talkSeconds));
    }
}
