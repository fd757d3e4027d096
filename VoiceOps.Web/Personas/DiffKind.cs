namespace VoiceOps.Web.Personas;

internal enum DiffKind
{
    Same,
    Gone,
    New,
}
