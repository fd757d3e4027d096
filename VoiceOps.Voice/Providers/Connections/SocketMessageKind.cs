namespace VoiceOps.Voice.Providers.Connections;

internal enum SocketMessageKind
{
    Text,
    Binary,
    TooLarge,
    Closed,
}
