using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using VoiceOps.Voice.Data;

namespace VoiceOps.Benchmarks.Schema;

/// <summary>The program's own migrations and two more behind them: to it, every database there is lacks a change of the schema.</summary>
internal sealed class PracticeMigrations : IMigrationsAssembly
{
    private static readonly TypeInfo[] Types =
        [.. typeof(VoiceOpsContext).Assembly.DefinedTypes, typeof(PracticeMigration).GetTypeInfo(), typeof(PracticeAgain).GetTypeInfo()];

    public IReadOnlyDictionary<string, TypeInfo> Migrations { get; } = new SortedDictionary<string, TypeInfo>(
        Types.Where(type => type.IsSubclassOf(typeof(Migration))).ToDictionary(type => type.GetCustomAttribute<MigrationAttribute>()!.Id), StringComparer.Ordinal);

    public ModelSnapshot? ModelSnapshot { get; } =
        (ModelSnapshot)Activator.CreateInstance(Types.Single(type => type.IsSubclassOf(typeof(ModelSnapshot))).AsType(), nonPublic: true)!;

    public Assembly Assembly => typeof(VoiceOpsContext).Assembly;

    public string? FindMigrationId(string nameOrId) => Migrations.Keys.SingleOrDefault(id => id == nameOrId || id.EndsWith($"_{nameOrId}", StringComparison.OrdinalIgnoreCase));

    public Migration CreateMigration(TypeInfo migrationClass, string activeProvider)
    {
        var migration = (Migration)Activator.CreateInstance(migrationClass.AsType(), nonPublic: true)!;
        migration.ActiveProvider = activeProvider;
        return migration;
    }
}
