using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceOps.Benchmarks.Schema;

/// <summary>What a change of the schema looks like at its worst: several commits, some of them outside any transaction, over every call and row.</summary>
[Migration(Id)]
internal sealed class PracticeMigration : Migration
{
    public const string Id = "99980101000000_Practice";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE calls ADD COLUMN practice_one INTEGER;");
        migrationBuilder.Sql("UPDATE calls SET practice_one = id;");
        // As the rebuild of a table: foreign keys can be switched outside a transaction only, and so each of these commits by itself.
        migrationBuilder.Sql("PRAGMA foreign_keys = 0;", suppressTransaction: true);
        migrationBuilder.Sql("ALTER TABLE calls ADD COLUMN practice_two INTEGER;", suppressTransaction: true);
        migrationBuilder.Sql("UPDATE calls SET practice_two = id;", suppressTransaction: true);
        migrationBuilder.Sql("CREATE TABLE practice_rows AS SELECT id, event_key FROM api_call_events;", suppressTransaction: true);
        migrationBuilder.Sql("PRAGMA foreign_keys = 1;", suppressTransaction: true);
    }
}
