using Xunit;

namespace VoiceOps.Tests.Browser;

/// <summary>Tests that look at one and the same running demo.</summary>
[CollectionDefinition(Name)]
public sealed class DemoCollection : ICollectionFixture<DemoApp>
{
    public const string Name = "Demo in the browser";
}
