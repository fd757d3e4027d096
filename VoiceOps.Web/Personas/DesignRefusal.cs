using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Versions;

namespace VoiceOps.Web.Personas;

/// <summary>A refusal by the store: the field of the form, the reason, and the text that was sent.</summary>
public sealed record DesignRefusal(string Field, string Problem, DesignForm Sent)
{
    /// <summary>Null when it is about no field.</summary>
    public static DesignRefusal? Of(DesignResult result, DesignForm sent)
    {
        var field = result.Field switch
        {
            nameof(PersonaDesign.Name) => nameof(DesignForm.Name),
            nameof(PersonaDesign.LlmModel) => nameof(DesignForm.Model),
            nameof(PersonaDesign.FallbackModel) => nameof(DesignForm.Fallback),
            nameof(PersonaDesign.SystemPrompt) => nameof(DesignForm.Prompt),
            nameof(PersonaSettings.Language) => nameof(DesignForm.Language),
            nameof(PersonaSettings.TranscriptionModel) => nameof(DesignForm.Hearing),
            nameof(PersonaSettings.SpeechModel) => nameof(DesignForm.Speaking),
            _ => null,
        };
        return field is null || result.Problem is null ? null : new DesignRefusal(field, result.Problem, sent);
    }

    /// <summary>The field still holds what was refused.</summary>
    public bool Stands(DesignForm form) => Value(form) == Value(Sent);

    private string Value(DesignForm form) => Field switch
    {
        nameof(DesignForm.Model) => form.Model,
        nameof(DesignForm.Fallback) => form.Fallback,
        nameof(DesignForm.Prompt) => form.Prompt,
        nameof(DesignForm.Language) => form.Language,
        nameof(DesignForm.Hearing) => form.Hearing + form.Language,
        nameof(DesignForm.Speaking) => form.Speaking + form.Language,
        _ => form.Name,
    };
}
