using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VoiceOps.Voice.Data.Migrations
{
    /// <inheritdoc />
    public partial class HourlyCosts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_call_totals_cost_nanos",
                table: "call_totals");

            migrationBuilder.CreateTable(
                name: "hourly_costs",
                columns: table => new
                {
                    hour_start = table.Column<string>(type: "TEXT", nullable: false),
                    service = table.Column<string>(type: "TEXT", nullable: false),
                    operation = table.Column<string>(type: "TEXT", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: false),
                    basis = table.Column<string>(type: "TEXT", nullable: false),
                    usage_micros = table.Column<long>(type: "INTEGER", nullable: false),
                    cost_nanos = table.Column<long>(type: "INTEGER", nullable: false),
                    unpriced_count = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hourly_costs", x => new { x.hour_start, x.service, x.operation, x.model, x.basis });
                });

            migrationBuilder.CreateIndex(
                name: "IX_hourly_costs_sums",
                table: "hourly_costs",
                columns: new[] { "service", "operation", "model", "basis", "hour_start", "usage_micros", "cost_nanos", "unpriced_count" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "hourly_costs");

            migrationBuilder.CreateIndex(
                name: "IX_call_totals_cost_nanos",
                table: "call_totals",
                column: "cost_nanos");
        }
    }
}
