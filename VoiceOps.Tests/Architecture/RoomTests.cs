using Microsoft.EntityFrameworkCore;
using NetArchTest.Rules;
using VoiceOps.Voice.Data;
using Xunit;

namespace VoiceOps.Tests.Architecture;

/// <summary>
/// The graph of rooms has no circle. What ties rooms together by its nature stands apart: the context with the tables' configurations,
/// what fills a new database, and registrations.
/// </summary>
public sealed class RoomTests
{
    private const string Voice = "VoiceOps.Voice";
    private static readonly string[] Apart = ["VoiceOpsContext", "DatabaseInitializer", "ReferenceData"];
    private static readonly IReadOnlyDictionary<string, string[]> Arrows = Read();

    [Fact]
    public void Rooms_OfVoice_MakeNoCircle()
    {
        // What no arrow leads out of is taken away, until nothing is left; what stays stands in a circle.
        var left = Arrows.ToDictionary(room => room.Key, room => room.Value.ToHashSet());
        while (left.Where(room => !room.Value.Overlaps(left.Keys)).Select(room => room.Key).ToList() is { Count: > 0 } leaves)
        {
            leaves.ForEach(leaf => left.Remove(leaf));
        }

        Assert.True(left.Count == 0, string.Join("\n", left.Keys.SelectMany(room => left[room].Intersect(left.Keys).Select(other => Seen(room, other)))));
    }

    [Theory]
    [InlineData("Usage", "")]
    [InlineData("Pricing", "Data Usage")]
    [InlineData("Accounts", "Data Pricing Usage")]
    [InlineData("Metering", "Data Pricing Usage")]
    [InlineData("Lots", "Usage")]
    [InlineData("Ledger", "Accounts Data Lots Metering Pricing Usage")]
    public void Room_OfMoney_KnowsNoMoreThan(string room, string others) =>
        Assert.Empty(Arrows[room].Except(others.Split(' ')).Select(other => Seen(room, other)));

    // Guards the guard: these arrows exist, and the rule must see them.
    [Theory]
    [InlineData("Metering", "Pricing")]
    [InlineData("Calls", "Conversation")]
    public void Arrow_ThatExists_IsSeen(string room, string other) => Assert.Contains(other, Arrows[room]);

    [Fact]
    public void Voice_ReferencesNoOtherProject() => Assert.DoesNotContain(
        typeof(VoiceOpsContext).Assembly.GetReferencedAssemblies(),
        reference => reference.Name is { } name && (name.StartsWith("VoiceOps.", StringComparison.Ordinal) || name == "MudBlazor"));

    private static IReadOnlyDictionary<string, string[]> Read()
    {
        string[] rooms =
        [
            .. typeof(VoiceOpsContext).Assembly.GetTypes().Select(type => type.Namespace?.Split('.')).Where(names => names is ["VoiceOps", "Voice", _, ..])
                .Select(names => names![2]).Distinct().Order(),
        ];
        return rooms.ToDictionary(room => room, room => rooms.Where(other => other != room && Offenders(room, other).Count > 0).ToArray());
    }

    private static string Seen(string room, string other) => $"{room} → {other}: {string.Join(", ", Offenders(room, other))}";

    private static IReadOnlyList<string> Offenders(string room, string other) =>
    [
        .. (Types.InAssembly(typeof(VoiceOpsContext).Assembly)
            .That().ResideInNamespaceMatching($@"^{Voice.Replace(".", "\\.")}\.{room}(\.|$)")
            .And().DoNotResideInNamespace($"{Voice}.Data.Migrations")
            .And().DoNotImplementInterface(typeof(IEntityTypeConfiguration<>))
            .And().DoNotHaveNameEndingWith("Registration")
            .Should().NotHaveDependencyOn($"{Voice}.{other}")
            .GetResult().FailingTypeNames ?? [])
            .Select(name => name.Split('.')[^1]).Where(name => !Apart.Contains(name.Split('/', '+')[0])),
    ];
}
