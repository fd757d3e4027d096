using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Simulation.Cerebras;
using VoiceOps.Tests.Data;
using VoiceOps.Tests.Providers;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Catalog;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Providers.Cerebras;
using Xunit;

namespace VoiceOps.Tests.Personas.Catalog;

/// <summary>The catalog against the provider's own list, over the provider's real protocol.</summary>
public sealed class ModelListWatchTests : IAsyncLifetime
{
    private readonly CerebrasSimulator _cerebras = new("key", new ChatPacing(), TimeProvider.System);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 10, 12, 0, 0, TimeSpan.Zero));
    private readonly RecordedLogs _logs = new();
    private TempStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await TempStore.CreateAsync();
        await _cerebras.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _cerebras.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Compare_PersonaOnAModelThatIsGone_IsWarnedOfOnceUntilItIsBack()
    {
        _cerebras.Models = ["qwen-3-235b"];
        using var watch = Watch();

        await watch.CompareAsync(TestContext.Current.CancellationToken);
        await watch.CompareAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["2026-06-10 12:00:00.000000"], _store.Column<string>("SELECT missing_since FROM model_catalog WHERE missing_since IS NOT NULL"));
        Assert.Equal(["qwen-3-235b"], Assert.Single(watch.States).NotInCatalog);
        Assert.Equal(
            ["Warning Persona Receptionist uses gpt-oss-120b, which cerebras does not list any more: its calls will fail. Its replacement: none known "],
            _logs.Lines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal)));

        _cerebras.Models = ["gpt-oss-120b"];
        await watch.CompareAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_store.Column<string>("SELECT id FROM model_catalog WHERE missing_since IS NOT NULL"));
        Assert.Empty(Assert.Single(watch.States).NotInCatalog);
    }

    // Their bad minute must not call every model gone.
    [Fact]
    public async Task Compare_ListThatIsEmptyOrRefused_MarksNothing()
    {
        _cerebras.Models = [];
        using var watch = Watch();
        await watch.CompareAsync(TestContext.Current.CancellationToken);
        Assert.Equal("cerebras lists no model at all.", Assert.Single(watch.States).Fault);

        using var wrongKey = Watch(key: "wrong");
        await wrongKey.CompareAsync(TestContext.Current.CancellationToken);
        Assert.Contains("HTTP 401", Assert.Single(wrongKey.States).Fault);

        Assert.Empty(_store.Column<string>("SELECT id FROM model_catalog WHERE missing_since IS NOT NULL"));
    }

    [Fact]
    public async Task Compare_WithoutAKey_AsksNobody()
    {
        using var watch = Watch(key: null);

        await watch.CompareAsync(TestContext.Current.CancellationToken);

        Assert.Empty(watch.States);
    }

    [Theory]
    [InlineData("", "Name", null, "The id is the provider's own")]
    [InlineData("two words", "Name", null, "The id is the provider's own")]
    [InlineData("qwen", " ", null, "Give it a name")]
    [InlineData("qwen", "Qwen", "qwen", "cannot replace itself")]
    [InlineData("qwen", "Qwen", "nobody", "add it first")]
    [InlineData("gpt-oss-120b", "Again", null, "has gpt-oss-120b already")]
    public async Task Add_WhatCannotBe_SaysWhy(string id, string name, string? replacement, string said)
    {
        var problem = await new ModelCatalog(_store, _time).AddAsync(
            new CatalogModel { Id = id, Provider = "cerebras", DisplayName = name, Replacement = replacement }, TestContext.Current.CancellationToken);

        Assert.Contains(said, problem);
        Assert.Equal([3L], _store.Column<long>("SELECT count(*) FROM model_catalog"));
    }

    [Fact]
    public async Task Change_Withdrawal_ShowsInTheStateAndTheWarnings()
    {
        var catalog = new ModelCatalog(_store, _time);
        Assert.Null(await catalog.ChangeAsync(
            new CatalogModel { Id = "gpt-oss-120b", Provider = "cerebras", DisplayName = "GPT-OSS", WithdrawnOn = new DateTime(2026, 7, 1, 0, 0, 0, DateTimeKind.Utc), Replacement = "llama-3.3-70b" }, TestContext.Current.CancellationToken));

        var before = (await catalog.ReadAsync(TestContext.Current.CancellationToken)).Single(entry => entry.Model.Id == "gpt-oss-120b");
        Assert.Equal((ModelState.Going, "Receptionist"), (before.State, Assert.Single(before.Personas)));
        Assert.Empty(await Warnings().ReadAsync(TestContext.Current.CancellationToken));

        _time.SetUtcNow(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(PersonaWarningKind.ModelWithdrawn, Assert.Single(await Warnings().ReadAsync(TestContext.Current.CancellationToken)).Kind);
    }

    private PersonaWarnings Warnings() => new(_store, new RateCards(_store, Options.Create(new PricingOptions())), _time);

    private ModelListWatch Watch(string? key = "key")
    {
        var settings = new Dictionary<string, string?> { ["Cerebras:ApiKey"] = key, ["Cerebras:BaseUrl"] = new Uri(_cerebras.Address, "v1").ToString() };
        var services = new ServiceCollection().AddLogging().AddCerebras(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
        var factory = LoggerFactory.Create(logging => logging.AddProvider(_logs));
        return new ModelListWatch(
            services.GetServices<IModelList>(), _store, new PersonaCheck(Warnings(), factory.CreateLogger<PersonaCheck>()), _time, LoggerFactory.Create(_ => { }).CreateLogger<ModelListWatch>());
    }
}
