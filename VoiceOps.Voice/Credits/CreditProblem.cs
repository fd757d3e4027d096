namespace VoiceOps.Voice.Credits;

/// <summary>Why a deed cannot be done, in words for the one who asked for it; <paramref name="about"/> names the field that is wrong.</summary>
internal sealed class CreditProblem(string about, string problem) : Exception(problem)
{
    public string Field { get; } = about;
}
