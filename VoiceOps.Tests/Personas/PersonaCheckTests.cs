using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Tests.Data;
using VoiceOps.Tests.Providers;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Pricing;
using Xunit;

namespace VoiceOps.Tests.Personas;

public sealed class PersonaCheckTests
{
    [Fact]
    public async Task Start_WithdrawnAndUnpricedModels_AreOneWarningEach()
    {
        await using var store = await TempStore.CreateAsync();
        await using (var context = store.CreateDbContext())
        {
            context.AddRange(
                new CatalogModel { Id = "brand-new", Provider = "cerebras", DisplayName = "Brand new" },
                new CatalogModel { Id = "going", Provider = "cerebras", DisplayName = "Going", WithdrawnOn = Utc(2026, 7, 1), Replacement = "brand-new" },
                new Rate
                {
                    Service = "cerebras",
                    Operation = "default",
                    Model = "going",
                    UnitPrice = 0.0000001m,
                    PricingType = PricingType.PerToken,
                    EffectiveFrom = DateTime.UnixEpoch,
                    CreatedAt = DateTime.UnixEpoch,
                },
                Persona("Concierge", "llama-3.3-70b"),
                Persona("Pioneer", "brand-new"),
                Persona("Veteran", "going"),
                Persona("Retired", "llama-3.3-70b", archivedAt: Utc(2026, 6, 1)),
                Persona("Planned", "llama-3.3-70b", isUnpublished: true));
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(
            [
                "Warning Persona Concierge uses llama-3.3-70b, which cerebras withdrew on 2026-02-16; its replacement: gpt-oss-120b ",
                "Warning Persona Pioneer uses brand-new, whose usage has no price: totals will leave out cerebras:prompt:brand-new and cerebras:completion:brand-new. Give it a rate, or use its replacement: none known ",
            ],
            await LogOfAsync(store));
    }

    [Fact]
    public async Task Start_NewDatabase_SaysNothing()
    {
        await using var store = await TempStore.CreateAsync();

        Assert.Empty(await LogOfAsync(store));
    }

    private static async Task<IReadOnlyCollection<string>> LogOfAsync(TempStore store)
    {
        var time = new FakeTimeProvider(Utc(2026, 6, 10));
        var logs = new RecordedLogs();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(logs));
        var check = new PersonaCheck(new PersonaWarnings(store, new RateCards(store, Options.Create(new PricingOptions())), time), factory.CreateLogger<PersonaCheck>());
        await check.StartAsync(TestContext.Current.CancellationToken);
        return logs.Lines;
    }

    private static Persona Persona(string name, string model, DateTime? archivedAt = null, bool isUnpublished = false) => new()
    {
        Name = name,
        LlmModel = model,
        SystemPrompt = "Answer.",
        Greeting = "Hello.",
        IsDefault = false,
        ArchivedAt = archivedAt,
        IsUnpublished = isUnpublished,
        CreatedAt = DateTime.UnixEpoch,
    };

    private static DateTime Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, DateTimeKind.Utc);
}
