using Microsoft.Extensions.Options;
using VoiceOps.Tests.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using Xunit;

namespace VoiceOps.Tests.Ledger;

/// <summary>A row that was written past the rules of the tables spoils its own calls, and no others.</summary>
public sealed class CallTermsReaderTests
{
    [Theory]
    [InlineData("price_per_minute", "'0,12'")]
    [InlineData("price_per_minute", "''")]
    [InlineData("price_per_minute", "'abc'")]
    [InlineData("price_per_minute", "'1.234,56'")]
    [InlineData("price_per_minute", "'-0.12'")]
    [InlineData("price_per_minute", "'1e-3'")]
    [InlineData("price_per_minute", "'0.12 '")]
    [InlineData("billing_increment_seconds", "'abc'")]
    [InlineData("billing_increment_seconds", "0")]
    public async Task Read_AccountThatCannotBeUsed_IsSaidAndOthersAreServed(string column, string value)
    {
        await using var store = await OpenAsync();
        store.Execute($"DROP TRIGGER accounts_form_update; UPDATE accounts SET {column} = {value} WHERE name = 'B'");

        var (own, other) = (await ReadAsync(store, "+4915123456701"), await ReadAsync(store, "+15550100"));

        Assert.Contains("the account B has no price or billing step that can be used", own.AccountProblem);
        Assert.Equal((0m, 1), (own.PricePerMinute, own.BillingIncrementSeconds));
        Assert.Equal((null, 0.12m), (other.AccountProblem, other.PricePerMinute));
    }

    [Theory]
    [InlineData("unit_price", "'0,014'")]
    [InlineData("unit_price", "'abc'")]
    [InlineData("effective_from", "'2026-06-01T00:00:00Z'")]
    [InlineData("effective_from", "'2026-12-01T00:00:00Z'")]
    [InlineData("effective_to", "'tomorrow'")]
    [InlineData("increment_seconds", "'x'")]
    public async Task Read_RateThatCannotBeRead_IsUnpricedAndOthersAreThere(string column, string value)
    {
        await using var store = await OpenAsync();
        store.Execute($"DROP TRIGGER service_pricing_form_update; DROP TRIGGER service_pricing_ends_after_start_update; UPDATE service_pricing SET {column} = {value} WHERE service = 'twilio' AND operation = 'voice'");

        var card = (await ReadAsync(store, "+15550100")).RateCard;

        Assert.Null(card.Find("twilio", "voice", null));
        Assert.Equal(0.0059m, card.Find("deepgram", "transcription", null)!.UnitPrice);
    }

    // Whoever wrote it down as a customer's has written down all who withhold theirs.
    [Fact]
    public async Task Read_WithheldNumber_IsNobodysAccount()
    {
        await using var store = await OpenAsync();
        store.Execute("INSERT INTO account_numbers (number, account_id) VALUES ('+266696687', 2)");

        Assert.Equal(0.20m, (await ReadAsync(store, "+4915123456701")).PricePerMinute);
        Assert.Equal(0.12m, (await ReadAsync(store, "+266696687")).PricePerMinute);
    }

    private static async Task<TempStore> OpenAsync()
    {
        var store = await TempStore.CreateAsync();
        store.Execute("""
            INSERT INTO accounts (name, price_per_minute, billing_increment_seconds, is_default, created_at) VALUES ('B', '0.20', 60, 0, '2025-01-01 00:00:00.000000');
            INSERT INTO account_numbers (number, account_id) VALUES ('+4915123456701', 2);
            """);
        return store;
    }

    private static Task<Voice.Metering.CallTerms> ReadAsync(TempStore store, string number)
    {
        var options = new PricingOptions { Fallback = [new FallbackRate { Key = "twilio:voice", Price = "0.014", Type = "per_minute" }] };
        return new CallTermsReader(store, new RateCards(store, Options.Create(options)), TimeProvider.System).ReadAsync(number, CancellationToken.None);
    }
}
