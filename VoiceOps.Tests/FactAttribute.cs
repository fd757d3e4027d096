using System.Runtime.CompilerServices;

namespace VoiceOps.Tests;

/// <summary>
/// xUnit's own, with an end: a test that waits for something that never comes fails by its name, and the run goes on. It stands in the root of
/// all tests' namespaces, so that it is what every <c>[Fact]</c> means.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactAttribute : Xunit.FactAttribute
{
    public const int LongestMilliseconds = 240_000;

    public FactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Timeout = LongestMilliseconds;
}
