using System.Runtime.CompilerServices;

namespace VoiceOps.Tests;

/// <summary>As <see cref="FactAttribute"/>: each of its rows has an end.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TheoryAttribute : Xunit.TheoryAttribute
{
    public TheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Timeout = FactAttribute.LongestMilliseconds;
}
