namespace VoiceOps.Voice.Providers.Connections;

/// <summary>One whole message; its data is valid until the next one is received.</summary>
internal readonly record struct SocketMessage(SocketMessageKind Kind, ReadOnlyMemory<byte> Data);
