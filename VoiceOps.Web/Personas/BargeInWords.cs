using VoiceOps.Voice.Personas;

namespace VoiceOps.Web.Personas;

internal static class BargeInWords
{
    public static string Name(BargeInMode mode) => mode switch
    {
        BargeInMode.Off => "never, but for \"stop\"",
        BargeInMode.AfterWords => "after some words",
        _ => "at the first sound",
    };
}
