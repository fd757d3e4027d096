using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Versions;

namespace VoiceOps.Web.Personas;

/// <summary>What a new persona begins with, so that nobody stares at an empty page.</summary>
internal static class Starter
{
    public static PersonaDesign Design(IEnumerable<CatalogModel> models) => new()
    {
        Name = "",
        LlmModel = models.Where(model => model.WithdrawnOn is null).Select(model => model.Id).Order(StringComparer.Ordinal).FirstOrDefault() ?? "",
        Greeting = "Hello, thanks for calling. How can I help you today?",
        SystemPrompt = """
            You are {{persona}}, a friendly and capable receptionist on the phone. Today is {{date}}.

            What you do: say what the caller can expect from you.
            What you do not do: say what you hand over to a person.

            Answer in one to three short spoken sentences, without lists or markup. Ask one question at a time.
            """,
    };
}
