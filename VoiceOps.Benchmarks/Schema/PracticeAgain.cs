using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceOps.Benchmarks.Schema;

/// <summary>A second one, so that the first commits before the change is done.</summary>
[Migration(Id)]
internal sealed class PracticeAgain : Migration
{
    public const string Id = "99980102000000_PracticeAgain";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE calls ADD COLUMN practice_three INTEGER;");
        migrationBuilder.Sql("CREATE INDEX practice_index ON api_call_events (service, occurred_at);");
    }
}
