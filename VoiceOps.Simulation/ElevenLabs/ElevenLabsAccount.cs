using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace VoiceOps.Simulation.ElevenLabs;

/// <summary>The plan of the simulated ElevenLabs and its use, in credits, from its own counts.</summary>
internal sealed class ElevenLabsAccount(ProviderCounts counts, TimeProvider time)
{
    private const decimal CreditLimit = 11_000_000;

    // Flash and Turbo take a credit for two characters.
    private static readonly (string Id, string Name, decimal CreditsPerCharacter)[] Models =
    [
        ("eleven_flash_v2_5", "Eleven Flash v2.5", 0.5m),
        ("eleven_turbo_v2_5", "Eleven Turbo v2.5", 0.5m),
        ("eleven_multilingual_v2", "Eleven Multilingual v2", 1),
    ];

    public static object ListModels() => Models.Select(model => new
    {
        model_id = model.Id,
        name = model.Name,
        can_do_text_to_speech = true,
        token_cost_factor = 1.0,
        model_rates = new { character_cost_multiplier = model.CreditsPerCharacter },
    });

    public object Subscription()
    {
        var now = time.GetUtcNow();
        var start = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        return new
        {
            tier = "scale",
            character_count = (long)decimal.Ceiling(Spoken().Where(use => use.At >= start.UtcDateTime).Sum(Credits)),
            character_limit = CreditLimit,
            can_extend_character_limit = false,
            next_character_count_reset_unix = start.AddMonths(1).ToUnixTimeSeconds(),
            currency = "usd",
            status = "active",
        };
    }

    public object CharacterStats(HttpRequest request)
    {
        var first = Day(request.Query["start_unix"]);
        var last = Day(request.Query["end_unix"]);
        var days = Enumerable.Range(0, Math.Max(0, last.DayNumber - first.DayNumber + 1)).Select(first.AddDays).ToList();
        var spoken = Spoken().ToLookup(use => (use.Model, Day: DateOnly.FromDateTime(use.At)));
        return new
        {
            time = days.Select(day => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds()),
            usage = spoken.Select(group => group.Key.Model!).Distinct().ToDictionary(model => model, model => days.Select(day => spoken[(model, day)].Sum(Credits))),
        };
    }

    private IEnumerable<ProviderUse> Spoken() => counts.Read().Where(use => use is { Operation: ElevenLabsSimulator.Speech, Model: not null });

    private static decimal Credits(ProviderUse use) =>
        use.Amount * Models.Where(model => model.Id == use.Model).Select(model => model.CreditsPerCharacter).DefaultIfEmpty(1).First();

    private static DateOnly Day(string? milliseconds) => DateOnly.FromDateTime(
        DateTimeOffset.FromUnixTimeMilliseconds(long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0).UtcDateTime);
}
