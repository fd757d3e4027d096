using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VoiceOps.Voice.Data.Migrations
{
    /// <inheritdoc />
    public partial class Turns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "fallback_model",
                table: "personas",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "settings",
                table: "personas",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<long>(
                name: "discarded_tokens",
                table: "calls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "silent_seconds",
                table: "calls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "unheard_characters",
                table: "calls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "waste_nanos",
                table: "calls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "discarded_tokens",
                table: "call_rollups",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "silent_seconds",
                table: "call_rollups",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "unheard_characters",
                table: "call_rollups",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "waste_nanos",
                table: "call_rollups",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "call_turns",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    call_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<string>(type: "TEXT", nullable: false),
                    ended_at = table.Column<string>(type: "TEXT", nullable: false),
                    caller_text = table.Column<string>(type: "TEXT", nullable: true),
                    heard_text = table.Column<string>(type: "TEXT", nullable: true),
                    unheard_text = table.Column<string>(type: "TEXT", nullable: true),
                    model = table.Column<string>(type: "TEXT", nullable: true),
                    is_interrupted = table.Column<bool>(type: "INTEGER", nullable: false),
                    has_filler = table.Column<bool>(type: "INTEGER", nullable: false),
                    endpointing_milliseconds = table.Column<int>(type: "INTEGER", nullable: true),
                    first_token_milliseconds = table.Column<int>(type: "INTEGER", nullable: true),
                    first_clause_milliseconds = table.Column<int>(type: "INTEGER", nullable: true),
                    first_audio_milliseconds = table.Column<int>(type: "INTEGER", nullable: true),
                    sent_milliseconds = table.Column<int>(type: "INTEGER", nullable: true),
                    heard_milliseconds = table.Column<int>(type: "INTEGER", nullable: true),
                    characters = table.Column<int>(type: "INTEGER", nullable: false),
                    unheard_characters = table.Column<int>(type: "INTEGER", nullable: false),
                    prompt_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    completion_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    discarded_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    cost_nanos = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_call_turns", x => x.id);
                    table.ForeignKey(
                        name: "FK_call_turns_calls_call_id",
                        column: x => x.call_id,
                        principalTable: "calls",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_personas_fallback_model",
                table: "personas",
                column: "fallback_model");

            migrationBuilder.CreateIndex(
                name: "IX_call_turns_call_id_number",
                table: "call_turns",
                columns: new[] { "call_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_call_turns_started_at",
                table: "call_turns",
                column: "started_at");

            migrationBuilder.AddForeignKey(
                name: "FK_personas_model_catalog_fallback_model",
                table: "personas",
                column: "fallback_model",
                principalTable: "model_catalog",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_personas_model_catalog_fallback_model",
                table: "personas");

            migrationBuilder.DropTable(
                name: "call_turns");

            migrationBuilder.DropIndex(
                name: "IX_personas_fallback_model",
                table: "personas");

            migrationBuilder.DropColumn(
                name: "fallback_model",
                table: "personas");

            migrationBuilder.DropColumn(
                name: "settings",
                table: "personas");

            migrationBuilder.DropColumn(
                name: "discarded_tokens",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "silent_seconds",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "unheard_characters",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "waste_nanos",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "discarded_tokens",
                table: "call_rollups");

            migrationBuilder.DropColumn(
                name: "silent_seconds",
                table: "call_rollups");

            migrationBuilder.DropColumn(
                name: "unheard_characters",
                table: "call_rollups");

            migrationBuilder.DropColumn(
                name: "waste_nanos",
                table: "call_rollups");
        }
    }
}
