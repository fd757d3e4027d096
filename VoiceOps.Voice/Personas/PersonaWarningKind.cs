namespace VoiceOps.Voice.Personas;

public enum PersonaWarningKind
{
    ModelWithdrawn,
    ModelMissing,
    ModelUnpriced,
}
