using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Accounts;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Data;

/// <summary>What a new database holds, so that with the providers' keys it takes a call without another step.</summary>
internal static class ReferenceData
{
    public const string DefaultModel = "gpt-oss-120b";
    private const string SmallLlama = "llama3.1-8b";
    private const string LargeLlama = "llama-3.3-70b";

    public static async Task AddToNewDatabaseAsync(VoiceOpsContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await context.AudioModels.AnyAsync(cancellationToken))
        {
            // Also for a database from before there was this catalog.
            context.AddRange(AudioModels());
            await context.SaveChangesAsync(cancellationToken);
        }

        // Rates alone may have been deleted on purpose; a database without catalog, personas and accounts is new.
        if (await context.CatalogModels.AnyAsync(cancellationToken)
            || await context.Personas.AnyAsync(cancellationToken)
            || await context.Accounts.AnyAsync(cancellationToken))
        {
            return;
        }

        var now = time.GetUtcTime();
        context.AddRange(Models());
        context.AddRange(Rates());
        context.Add(new Persona
        {
            Name = "Receptionist",
            LlmModel = DefaultModel,
            SystemPrompt = "You are a friendly, capable receptionist on the phone. Answer in one to three short spoken sentences, without lists or markup. Ask one question at a time.",
            Greeting = "Hello, thanks for calling. How can I help you today?",
            IsDefault = true,
            CreatedAt = now,
        });
        context.Add(new Account
        {
            Name = "Everyone else",
            PricePerMinute = 0.12m,
            BillingIncrementSeconds = 1,
            IsDefault = true,
            CreatedAt = now,
        });
        await context.SaveChangesAsync(cancellationToken);
    }

    private static IEnumerable<CatalogModel> Models() =>
    [
        new() { Id = DefaultModel, Provider = ServiceNames.Cerebras, DisplayName = "GPT-OSS 120B", ContextTokens = 131_072, TokensPerSecond = 3_000 },
        new()
        {
            Id = LargeLlama, Provider = ServiceNames.Cerebras, DisplayName = "Llama 3.3 70B",
            WithdrawnOn = new DateTime(2026, 2, 16, 0, 0, 0, DateTimeKind.Utc), Replacement = DefaultModel, ContextTokens = 131_072, TokensPerSecond = 2_100,
        },
        new()
        {
            Id = SmallLlama, Provider = ServiceNames.Cerebras, DisplayName = "Llama 3.1 8B",
            WithdrawnOn = new DateTime(2026, 5, 27, 0, 0, 0, DateTimeKind.Utc), Replacement = DefaultModel, ContextTokens = 32_768, TokensPerSecond = 2_200,
        },
    ];

    // As the providers' own pages list them, 2026-03; rows are edited where that changes.
    private static IEnumerable<AudioModel> AudioModels()
    {
        const string Nova2 = "en en-US en-AU en-GB en-IN en-NZ es es-419 fr fr-CA de de-CH it pt pt-BR pt-PT nl nl-BE hi ja ru "
            + "bg ca cs da da-DK el et fi hu id ko ko-KR lt lv ms no pl ro sk sv sv-SE th th-TH tr uk vi zh zh-CN zh-Hans zh-TW zh-Hant zh-HK";
        const string Nova3 = "en en-US en-AU en-GB en-IN en-NZ es es-419 fr fr-CA de de-CH it pt pt-BR pt-PT nl nl-BE hi ja ru "
            + "be bg bn bs ca cs da da-DK el et fi hr hu id kn ko ko-KR lt lv mk mr ms no pl ro sk sl sr sv sv-SE ta te tl tr uk vi zh zh-CN zh-Hans zh-TW zh-Hant";
        const string Multilingual2 = "en es fr de it pt nl hi ja ru ar bg cs da el fi fil hr id ko ms pl ro sk sv ta tr uk zh";
        return
        [
            Hears("nova-2-phonecall", "Nova-2 Phonecall", "en en-US"),
            Hears("nova-2", "Nova-2", Nova2),
            Hears("nova-3", "Nova-3", Nova3),
            Speaks("eleven_flash_v2_5", "Eleven Flash v2.5", $"{Multilingual2} hu no vi"),
            Speaks("eleven_turbo_v2_5", "Eleven Turbo v2.5", $"{Multilingual2} hu no vi"),
            Speaks("eleven_multilingual_v2", "Eleven Multilingual v2", Multilingual2),
            Speaks("eleven_flash_v2", "Eleven Flash v2", "en"),
        ];

        static AudioModel Hears(string id, string name, string languages) => new() { Id = id, Provider = ServiceNames.Deepgram, DisplayName = name, Languages = languages };

        static AudioModel Speaks(string id, string name, string languages) => new() { Id = id, Provider = ServiceNames.ElevenLabs, DisplayName = name, Languages = languages };
    }

    private static IEnumerable<Rate> Rates() =>
    [
        New(ServiceNames.Twilio, OperationNames.Voice, null, 0.014m, PricingType.PerMinute, 60),
        New(ServiceNames.Twilio, RateKey.DefaultOperation, null, 0.014m, PricingType.PerMinute, 60),
        New(ServiceNames.Deepgram, OperationNames.Transcription, null, 0.0059m, PricingType.PerMinute),
        New(ServiceNames.ElevenLabs, OperationNames.Speech, null, 0.00015m, PricingType.PerCharacter),
        New(ServiceNames.Cerebras, RateKey.DefaultOperation, SmallLlama, 0.0000001m, PricingType.PerToken),
        New(ServiceNames.Cerebras, RateKey.DefaultOperation, LargeLlama, 0.0000006m, PricingType.PerToken),
        New(ServiceNames.Cerebras, OperationNames.Prompt, DefaultModel, 0.00000035m, PricingType.PerToken),
        New(ServiceNames.Cerebras, OperationNames.Completion, DefaultModel, 0.00000075m, PricingType.PerToken),
    ];

    private static Rate New(string service, string operation, string? model, decimal price, string type, int? increment = null) => new()
    {
        Service = service,
        Operation = operation,
        Model = model,
        UnitPrice = price,
        PricingType = type,
        IncrementSeconds = increment,
        EffectiveFrom = DateTime.UnixEpoch,
        CreatedAt = DateTime.UnixEpoch,
        Note = "Reference rate",
    };
}
