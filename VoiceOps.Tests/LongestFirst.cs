using VoiceOps.Tests;
using VoiceOps.Tests.Browser;
using VoiceOps.Tests.Hosting;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace VoiceOps.Tests;

/// <summary>
/// The one collection of the demo takes as long as a third of all others: begun last, it would run alone for minutes. Within a kind the order is
/// xUnit's own, a random one.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] NeedProgram =
        [.. typeof(LongestFirst).Assembly.GetTypes().Where(type => type.IsDefined(typeof(NeedsProgramAttribute), inherit: true)).Select(type => $"{type.FullName} ")];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. DefaultTestCollectionOrderer.Instance.OrderTestCollections(testCollections).OrderBy(collection => Rank(collection.TestCollectionDisplayName))];

    private static int Rank(string collection) =>
        collection == DemoCollection.Name ? 0 : NeedProgram.Any(type => collection.Contains(type, StringComparison.Ordinal)) ? 1 : 2;
}
