using Microsoft.Extensions.Options;
using VoiceOps.Voice.Accounts;
using VoiceOps.Voice.Calls.Ending;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Conversation.Wording;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Calls.Incoming;

/// <summary>Makes of a persona what its agent is told in one call.</summary>
internal sealed class CallScripts(PersonaDirectory personas, CallHandover handover, IOptions<CallOptions> options, TimeProvider time)
{
    public async Task<ConversationScript> WriteAsync(Call call, Persona persona, CallTerms terms, CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);
        var variables = new PromptVariables(
            CallerNumber.Known(call.FromNumber), persona.Name, terms.AccountName, TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone), persona.Settings.Language);
        var settings = persona.Settings.InItsLanguage();
        var fallback = await personas.FallbackOfAsync(persona, cancellationToken);
        return new ConversationScript
        {
            LlmModel = call.LlmModel ?? persona.LlmModel,
            FallbackModel = fallback == persona.LlmModel ? null : fallback,
            SystemPrompt = variables.Fill(persona.SystemPrompt),
            Greeting = $"{options.Value.Disclosure} {variables.Fill(persona.Greeting)}".Trim(),
            // The persona's own, else the configured one, else that of its language.
            Apology = WordsOfItsLanguage.IsDefault(persona.Settings.TurnTaking.Apology, words => words.Apology)
                ? WordsOfItsLanguage.Own(options.Value.FaultApology, LanguageWords.Of(settings.Language), words => words.Apology)
                : settings.TurnTaking.Apology,
            IsPutThrough = handover.CanTransfer && call.Direction != CallDirection.Test,
            Settings = settings,
        };
    }
}
