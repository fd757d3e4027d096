namespace VoiceOps.Voice.Providers.Sockets;

internal enum SocketMessageKind
{
    Text,
    Binary,
    TooLarge,
    Closed,
}
