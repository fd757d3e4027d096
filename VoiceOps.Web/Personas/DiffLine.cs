namespace VoiceOps.Web.Personas;

internal sealed record DiffLine(DiffKind Kind, string Text);
