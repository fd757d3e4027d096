namespace VoiceOps.Voice.History.Import;

/// <summary>Something in a file that a person must see. Line 0 is about the whole file.</summary>
public sealed record ImportProblem(string File, int Line, string Text)
{
    public override string ToString() => Line == 0 ? $"{File}: {Text}" : $"{File}:{Line}: {Text}";
}
