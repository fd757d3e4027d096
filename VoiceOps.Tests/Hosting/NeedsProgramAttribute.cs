using Xunit;
using Xunit.v3;

namespace VoiceOps.Tests.Hosting;

/// <summary>Of a class whose tests start the program or a browser. They run first, and <c>test.sh --fast</c> leaves them out.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsProgramAttribute : Attribute, ITraitAttribute
{
    private const string Trait = "needs";

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new(Trait, "program")];

    /// <summary>Fails a test whose class does not say so.</summary>
    internal static void AssertSaid()
    {
        // A collection's fixture belongs to several classes.
        if (TestContext.Current.TestClass is { } one && !one.Traits.ContainsKey(Trait))
        {
            Assert.Fail($"{one.TestClassName} starts the program, and does not say [NeedsProgram].");
        }
    }
}
