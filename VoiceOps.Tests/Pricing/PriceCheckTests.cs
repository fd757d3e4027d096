using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Pricing;

public sealed class PriceCheckTests
{
    [Fact]
    public async Task Read_UseThatNothingPrices_IsNamedBeforeAnyCall()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        ExpectedUse[] uses =
        [
            new(new(ServiceNames.Twilio, OperationNames.Voice, null)),
            new(new(ServiceNames.Deepgram, OperationNames.Transcription, "nova-3")),
            new(new(ServiceNames.Cerebras, OperationNames.Prompt, "qwen-3")),
        ];

        Assert.Equal([new RateKey("cerebras", "prompt", "qwen-3")], await new PriceCheck(books.Rates, uses, books.Time).ReadAsync(TestContext.Current.CancellationToken));
    }
}
