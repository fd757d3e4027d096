using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VoiceOps.Voice.Data.Migrations
{
    /// <inheritdoc />
    public partial class ProviderFigures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "provider_days",
                columns: table => new
                {
                    service = table.Column<string>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    category = table.Column<string>(type: "TEXT", nullable: false),
                    usage_micros = table.Column<long>(type: "INTEGER", nullable: true),
                    cost_nanos = table.Column<long>(type: "INTEGER", nullable: true),
                    told_at = table.Column<string>(type: "TEXT", nullable: false),
                    reconciled_at = table.Column<string>(type: "TEXT", nullable: true),
                    later_usage_micros = table.Column<long>(type: "INTEGER", nullable: true),
                    later_cost_nanos = table.Column<long>(type: "INTEGER", nullable: true),
                    later_told_at = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_provider_days", x => new { x.day, x.service, x.category });
                });

            migrationBuilder.CreateTable(
                name: "provider_invoices",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    service = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    first_day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    last_day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    amount_nanos = table.Column<long>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    entered_at = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_provider_invoices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "provider_prices",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    service = table.Column<string>(type: "TEXT", nullable: false),
                    handle = table.Column<string>(type: "TEXT", nullable: false),
                    call_id = table.Column<long>(type: "INTEGER", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    next_attempt_at = table.Column<string>(type: "TEXT", nullable: true),
                    asked_at = table.Column<string>(type: "TEXT", nullable: true),
                    billed_at = table.Column<string>(type: "TEXT", nullable: true),
                    taken_back_nanos = table.Column<long>(type: "INTEGER", nullable: false),
                    billed_nanos = table.Column<long>(type: "INTEGER", nullable: false),
                    problem = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_provider_prices", x => x.id);
                    table.ForeignKey(
                        name: "FK_provider_prices_calls_call_id",
                        column: x => x.call_id,
                        principalTable: "calls",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_provider_invoices_service_number",
                table: "provider_invoices",
                columns: new[] { "service", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_provider_prices_call_id",
                table: "provider_prices",
                column: "call_id");

            migrationBuilder.CreateIndex(
                name: "IX_provider_prices_next_attempt_at",
                table: "provider_prices",
                column: "next_attempt_at");

            migrationBuilder.CreateIndex(
                name: "IX_provider_prices_service_call_id",
                table: "provider_prices",
                columns: new[] { "service", "call_id" });

            migrationBuilder.CreateIndex(
                name: "IX_provider_prices_service_day",
                table: "provider_prices",
                columns: new[] { "service", "day" });

            migrationBuilder.CreateIndex(
                name: "IX_provider_prices_service_handle",
                table: "provider_prices",
                columns: new[] { "service", "handle" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "provider_days");

            migrationBuilder.DropTable(
                name: "provider_invoices");

            migrationBuilder.DropTable(
                name: "provider_prices");
        }
    }
}
