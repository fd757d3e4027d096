using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VoiceOps.Voice.Data.Migrations
{
    /// <inheritdoc />
    public partial class RateVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "origin",
                table: "service_pricing",
                type: "TEXT",
                nullable: false,
                defaultValue: "list");

            migrationBuilder.AddColumn<string>(
                name: "missing_since",
                table: "model_catalog",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "service_pricing_changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    service = table.Column<string>(type: "TEXT", nullable: false),
                    operation = table.Column<string>(type: "TEXT", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: true),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    effective_from = table.Column<string>(type: "TEXT", nullable: false),
                    before_unit_price = table.Column<decimal>(type: "TEXT", nullable: true),
                    before_pricing_type = table.Column<string>(type: "TEXT", nullable: true),
                    before_increment_seconds = table.Column<int>(type: "INTEGER", nullable: true),
                    before_origin = table.Column<string>(type: "TEXT", nullable: true),
                    after_unit_price = table.Column<decimal>(type: "TEXT", nullable: true),
                    after_pricing_type = table.Column<string>(type: "TEXT", nullable: true),
                    after_increment_seconds = table.Column<int>(type: "INTEGER", nullable: true),
                    after_origin = table.Column<string>(type: "TEXT", nullable: true),
                    changed_by = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    changed_at = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_service_pricing_changes", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_api_call_events_unpriced",
                table: "api_call_events",
                columns: new[] { "call_id", "corrects_event_id" },
                filter: "cost_nanos IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_service_pricing_changes_service_operation_model",
                table: "service_pricing_changes",
                columns: new[] { "service", "operation", "model" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "service_pricing_changes");

            migrationBuilder.DropIndex(
                name: "ix_api_call_events_unpriced",
                table: "api_call_events");

            migrationBuilder.DropColumn(
                name: "origin",
                table: "service_pricing");

            migrationBuilder.DropColumn(
                name: "missing_since",
                table: "model_catalog");
        }
    }
}
