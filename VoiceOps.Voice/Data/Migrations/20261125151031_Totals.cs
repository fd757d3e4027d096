using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VoiceOps.Voice.Data.Migrations
{
    /// <inheritdoc />
    public partial class Totals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_calls_created_at",
                table: "calls");

            migrationBuilder.DropIndex(
                name: "IX_api_call_events_corrects_event_id",
                table: "api_call_events");

            migrationBuilder.CreateTable(
                name: "call_totals",
                columns: table => new
                {
                    call_id = table.Column<long>(type: "INTEGER", nullable: false),
                    cost_nanos = table.Column<long>(type: "INTEGER", nullable: false),
                    revenue_nanos = table.Column<long>(type: "INTEGER", nullable: false),
                    event_count = table.Column<long>(type: "INTEGER", nullable: false),
                    unpriced_count = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_call_totals", x => x.call_id);
                });

            migrationBuilder.CreateTable(
                name: "ledger_balances",
                columns: table => new
                {
                    ledger_account = table.Column<string>(type: "TEXT", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    amount_nanos = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_balances", x => new { x.ledger_account, x.account_id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_cost_rollups_sums",
                table: "cost_rollups",
                columns: new[] { "service", "operation", "model", "basis", "quarter_start", "usage_micros", "cost_nanos", "unpriced_count" });

            migrationBuilder.CreateIndex(
                name: "IX_calls_ended_reason",
                table: "calls",
                column: "ended_reason");

            migrationBuilder.CreateIndex(
                name: "IX_calls_llm_model",
                table: "calls",
                column: "llm_model");

            migrationBuilder.CreateIndex(
                name: "IX_calls_log",
                table: "calls",
                columns: new[] { "created_at", "id", "persona_id", "account_id", "llm_model", "status", "ended_reason", "from_number", "to_number" });

            migrationBuilder.CreateIndex(
                name: "IX_api_call_events_corrects_event_id",
                table: "api_call_events",
                column: "corrects_event_id",
                filter: "corrects_event_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_call_totals_cost_nanos",
                table: "call_totals",
                column: "cost_nanos");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "call_totals");

            migrationBuilder.DropTable(
                name: "ledger_balances");

            migrationBuilder.DropIndex(
                name: "IX_cost_rollups_sums",
                table: "cost_rollups");

            migrationBuilder.DropIndex(
                name: "IX_calls_ended_reason",
                table: "calls");

            migrationBuilder.DropIndex(
                name: "IX_calls_llm_model",
                table: "calls");

            migrationBuilder.DropIndex(
                name: "IX_calls_log",
                table: "calls");

            migrationBuilder.DropIndex(
                name: "IX_api_call_events_corrects_event_id",
                table: "api_call_events");

            migrationBuilder.CreateIndex(
                name: "IX_calls_created_at",
                table: "calls",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_api_call_events_corrects_event_id",
                table: "api_call_events",
                column: "corrects_event_id");
        }
    }
}
