using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VoiceOps.Voice.Data.Migrations
{
    /// <inheritdoc />
    public partial class PersonaVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "archived_at",
                table: "personas",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_unpublished",
                table: "personas",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "revision",
                table: "personas",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "version_id",
                table: "personas",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "context_tokens",
                table: "model_catalog",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "tokens_per_second",
                table: "model_catalog",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "persona_version_id",
                table: "calls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_test",
                table: "api_call_events",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "persona_versions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    persona_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    author = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false),
                    saved_at = table.Column<string>(type: "TEXT", nullable: false),
                    published_at = table.Column<string>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    llm_model = table.Column<string>(type: "TEXT", nullable: false),
                    fallback_model = table.Column<string>(type: "TEXT", nullable: true),
                    system_prompt = table.Column<string>(type: "TEXT", nullable: false),
                    greeting = table.Column<string>(type: "TEXT", nullable: false),
                    voice_id = table.Column<string>(type: "TEXT", nullable: true),
                    settings = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'{}'")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_persona_versions", x => x.id);
                    table.ForeignKey(
                        name: "FK_persona_versions_model_catalog_fallback_model",
                        column: x => x.fallback_model,
                        principalTable: "model_catalog",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_persona_versions_model_catalog_llm_model",
                        column: x => x.llm_model,
                        principalTable: "model_catalog",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_persona_versions_personas_persona_id",
                        column: x => x.persona_id,
                        principalTable: "personas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_personas_version_id",
                table: "personas",
                column: "version_id");

            migrationBuilder.CreateIndex(
                name: "IX_calls_persona_version_id",
                table: "calls",
                column: "persona_version_id");

            migrationBuilder.CreateIndex(
                name: "IX_persona_versions_fallback_model",
                table: "persona_versions",
                column: "fallback_model");

            migrationBuilder.CreateIndex(
                name: "IX_persona_versions_llm_model",
                table: "persona_versions",
                column: "llm_model");

            migrationBuilder.CreateIndex(
                name: "IX_persona_versions_one_draft",
                table: "persona_versions",
                column: "persona_id",
                unique: true,
                filter: "state = 'draft'");

            migrationBuilder.CreateIndex(
                name: "IX_persona_versions_persona_id_number",
                table: "persona_versions",
                columns: new[] { "persona_id", "number" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_calls_persona_versions_persona_version_id",
                table: "calls",
                column: "persona_version_id",
                principalTable: "persona_versions",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_personas_persona_versions_version_id",
                table: "personas",
                column: "version_id",
                principalTable: "persona_versions",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_calls_persona_versions_persona_version_id",
                table: "calls");

            migrationBuilder.DropForeignKey(
                name: "FK_personas_persona_versions_version_id",
                table: "personas");

            migrationBuilder.DropTable(
                name: "persona_versions");

            migrationBuilder.DropIndex(
                name: "IX_personas_version_id",
                table: "personas");

            migrationBuilder.DropIndex(
                name: "IX_calls_persona_version_id",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "archived_at",
                table: "personas");

            migrationBuilder.DropColumn(
                name: "is_unpublished",
                table: "personas");

            migrationBuilder.DropColumn(
                name: "revision",
                table: "personas");

            migrationBuilder.DropColumn(
                name: "version_id",
                table: "personas");

            migrationBuilder.DropColumn(
                name: "context_tokens",
                table: "model_catalog");

            migrationBuilder.DropColumn(
                name: "tokens_per_second",
                table: "model_catalog");

            migrationBuilder.DropColumn(
                name: "persona_version_id",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "is_test",
                table: "api_call_events");
        }
    }
}
