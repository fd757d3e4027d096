namespace VoiceOps.Voice.Usage;

public static class OperationNames
{
    public const string Voice = "voice";
    public const string MediaStream = "media-stream";
    public const string Transcription = "transcription";
    public const string Speech = "speech";
    public const string Prompt = "prompt";
    public const string Completion = "completion";
}
