using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VoiceOps.Voice.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "accounts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    price_per_minute = table.Column<decimal>(type: "TEXT", nullable: false),
                    billing_increment_seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    is_default = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "call_rollups",
                columns: table => new
                {
                    quarter_start = table.Column<string>(type: "TEXT", nullable: false),
                    call_count = table.Column<long>(type: "INTEGER", nullable: false),
                    talk_seconds = table.Column<long>(type: "INTEGER", nullable: false),
                    revenue_nanos = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_call_rollups", x => x.quarter_start);
                });

            migrationBuilder.CreateTable(
                name: "cost_rollups",
                columns: table => new
                {
                    quarter_start = table.Column<string>(type: "TEXT", nullable: false),
                    service = table.Column<string>(type: "TEXT", nullable: false),
                    operation = table.Column<string>(type: "TEXT", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: false),
                    basis = table.Column<string>(type: "TEXT", nullable: false),
                    pricing_source = table.Column<string>(type: "TEXT", nullable: false),
                    usage_micros = table.Column<long>(type: "INTEGER", nullable: false),
                    cost_nanos = table.Column<long>(type: "INTEGER", nullable: false),
                    event_count = table.Column<long>(type: "INTEGER", nullable: false),
                    unpriced_count = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cost_rollups", x => new { x.quarter_start, x.service, x.operation, x.model, x.basis, x.pricing_source });
                });

            migrationBuilder.CreateTable(
                name: "model_catalog",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    provider = table.Column<string>(type: "TEXT", nullable: false),
                    display_name = table.Column<string>(type: "TEXT", nullable: false),
                    withdrawn_on = table.Column<string>(type: "TEXT", nullable: true),
                    replacement = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_model_catalog", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "service_pricing",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    service = table.Column<string>(type: "TEXT", nullable: false),
                    operation = table.Column<string>(type: "TEXT", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: true),
                    unit_price = table.Column<decimal>(type: "TEXT", nullable: false),
                    pricing_type = table.Column<string>(type: "TEXT", nullable: false),
                    increment_seconds = table.Column<int>(type: "INTEGER", nullable: true),
                    effective_from = table.Column<string>(type: "TEXT", nullable: false),
                    effective_to = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_service_pricing", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "account_numbers",
                columns: table => new
                {
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_account_numbers", x => x.number);
                    table.ForeignKey(
                        name: "FK_account_numbers_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "personas",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    llm_model = table.Column<string>(type: "TEXT", nullable: false),
                    system_prompt = table.Column<string>(type: "TEXT", nullable: false),
                    greeting = table.Column<string>(type: "TEXT", nullable: false),
                    voice_id = table.Column<string>(type: "TEXT", nullable: true),
                    is_default = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_personas", x => x.id);
                    table.ForeignKey(
                        name: "FK_personas_model_catalog_llm_model",
                        column: x => x.llm_model,
                        principalTable: "model_catalog",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "calls",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    call_sid = table.Column<string>(type: "TEXT", nullable: false),
                    direction = table.Column<string>(type: "TEXT", nullable: false),
                    from_number = table.Column<string>(type: "TEXT", nullable: true),
                    to_number = table.Column<string>(type: "TEXT", nullable: true),
                    account_id = table.Column<long>(type: "INTEGER", nullable: true),
                    persona_id = table.Column<long>(type: "INTEGER", nullable: true),
                    llm_model = table.Column<string>(type: "TEXT", nullable: true),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    ended_reason = table.Column<string>(type: "TEXT", nullable: true),
                    ended_detail = table.Column<string>(type: "TEXT", nullable: true),
                    missing_usage = table.Column<string>(type: "TEXT", nullable: true),
                    app_version = table.Column<string>(type: "TEXT", nullable: false),
                    price_per_minute = table.Column<decimal>(type: "TEXT", nullable: false),
                    billing_increment_seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<string>(type: "TEXT", nullable: true),
                    ended_at = table.Column<string>(type: "TEXT", nullable: true),
                    duration_seconds = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_calls", x => x.id);
                    table.ForeignKey(
                        name: "FK_calls_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_calls_personas_persona_id",
                        column: x => x.persona_id,
                        principalTable: "personas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "persona_numbers",
                columns: table => new
                {
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    persona_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_persona_numbers", x => x.number);
                    table.ForeignKey(
                        name: "FK_persona_numbers_personas_persona_id",
                        column: x => x.persona_id,
                        principalTable: "personas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "api_call_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    call_id = table.Column<long>(type: "INTEGER", nullable: false),
                    service = table.Column<string>(type: "TEXT", nullable: false),
                    operation = table.Column<string>(type: "TEXT", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: true),
                    usage_amount = table.Column<decimal>(type: "TEXT", nullable: false),
                    usage_unit = table.Column<string>(type: "TEXT", nullable: false),
                    usage_micros = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_cost = table.Column<decimal>(type: "TEXT", nullable: true),
                    rate_unit = table.Column<string>(type: "TEXT", nullable: true),
                    cost_nanos = table.Column<long>(type: "INTEGER", nullable: true),
                    basis = table.Column<string>(type: "TEXT", nullable: false),
                    pricing_source = table.Column<string>(type: "TEXT", nullable: false),
                    event_key = table.Column<string>(type: "TEXT", nullable: false),
                    corrects_event_id = table.Column<long>(type: "INTEGER", nullable: true),
                    provider_request_id = table.Column<string>(type: "TEXT", nullable: true),
                    occurred_at = table.Column<string>(type: "TEXT", nullable: false),
                    booked_at = table.Column<string>(type: "TEXT", nullable: false),
                    recorded_at = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_call_events", x => x.id);
                    table.ForeignKey(
                        name: "FK_api_call_events_api_call_events_corrects_event_id",
                        column: x => x.corrects_event_id,
                        principalTable: "api_call_events",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_api_call_events_calls_call_id",
                        column: x => x.call_id,
                        principalTable: "calls",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "call_meters",
                columns: table => new
                {
                    call_id = table.Column<long>(type: "INTEGER", nullable: false),
                    meter_key = table.Column<string>(type: "TEXT", nullable: false),
                    service = table.Column<string>(type: "TEXT", nullable: false),
                    operation = table.Column<string>(type: "TEXT", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: true),
                    usage_unit = table.Column<string>(type: "TEXT", nullable: false),
                    usage_micros = table.Column<long>(type: "INTEGER", nullable: false),
                    posted_micros = table.Column<long>(type: "INTEGER", nullable: false),
                    posted_nanos = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_cost = table.Column<decimal>(type: "TEXT", nullable: true),
                    pricing_type = table.Column<string>(type: "TEXT", nullable: true),
                    increment_seconds = table.Column<int>(type: "INTEGER", nullable: true),
                    pricing_source = table.Column<string>(type: "TEXT", nullable: false),
                    elapsed_micros = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_call_meters", x => new { x.call_id, x.meter_key });
                    table.ForeignKey(
                        name: "FK_call_meters_calls_call_id",
                        column: x => x.call_id,
                        principalTable: "calls",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ledger_transactions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    transaction_key = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    call_id = table.Column<long>(type: "INTEGER", nullable: true),
                    talk_seconds = table.Column<long>(type: "INTEGER", nullable: false),
                    billed_seconds = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<string>(type: "TEXT", nullable: false),
                    recorded_at = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_transactions", x => x.id);
                    table.ForeignKey(
                        name: "FK_ledger_transactions_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ledger_transactions_calls_call_id",
                        column: x => x.call_id,
                        principalTable: "calls",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ledger_entries",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    transaction_id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    call_id = table.Column<long>(type: "INTEGER", nullable: true),
                    ledger_account = table.Column<string>(type: "TEXT", nullable: false),
                    amount_nanos = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_entries", x => x.id);
                    table.ForeignKey(
                        name: "FK_ledger_entries_ledger_transactions_transaction_id",
                        column: x => x.transaction_id,
                        principalTable: "ledger_transactions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_account_numbers_account_id",
                table: "account_numbers",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_name",
                table: "accounts",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_api_call_events_booked_at",
                table: "api_call_events",
                column: "booked_at");

            migrationBuilder.CreateIndex(
                name: "IX_api_call_events_call_id",
                table: "api_call_events",
                column: "call_id");

            migrationBuilder.CreateIndex(
                name: "IX_api_call_events_corrects_event_id",
                table: "api_call_events",
                column: "corrects_event_id");

            migrationBuilder.CreateIndex(
                name: "IX_api_call_events_event_key",
                table: "api_call_events",
                column: "event_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_calls_account_id",
                table: "calls",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "IX_calls_call_sid",
                table: "calls",
                column: "call_sid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_calls_created_at",
                table: "calls",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_calls_persona_id",
                table: "calls",
                column: "persona_id");

            migrationBuilder.CreateIndex(
                name: "IX_calls_started_at",
                table: "calls",
                column: "started_at");

            migrationBuilder.CreateIndex(
                name: "IX_calls_status",
                table: "calls",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_entries_call_id",
                table: "ledger_entries",
                column: "call_id");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_entries_ledger_account_account_id_amount_nanos",
                table: "ledger_entries",
                columns: new[] { "ledger_account", "account_id", "amount_nanos" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_entries_occurred_at",
                table: "ledger_entries",
                column: "occurred_at");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_entries_transaction_id",
                table: "ledger_entries",
                column: "transaction_id");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transactions_account_id",
                table: "ledger_transactions",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transactions_call_id",
                table: "ledger_transactions",
                column: "call_id");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transactions_occurred_at",
                table: "ledger_transactions",
                column: "occurred_at");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transactions_transaction_key",
                table: "ledger_transactions",
                column: "transaction_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_persona_numbers_persona_id",
                table: "persona_numbers",
                column: "persona_id");

            migrationBuilder.CreateIndex(
                name: "IX_personas_llm_model",
                table: "personas",
                column: "llm_model");

            migrationBuilder.CreateIndex(
                name: "IX_personas_name",
                table: "personas",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_service_pricing_service_operation_model_effective_from",
                table: "service_pricing",
                columns: new[] { "service", "operation", "model", "effective_from" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_numbers");

            migrationBuilder.DropTable(
                name: "api_call_events");

            migrationBuilder.DropTable(
                name: "call_meters");

            migrationBuilder.DropTable(
                name: "call_rollups");

            migrationBuilder.DropTable(
                name: "cost_rollups");

            migrationBuilder.DropTable(
                name: "ledger_entries");

            migrationBuilder.DropTable(
                name: "persona_numbers");

            migrationBuilder.DropTable(
                name: "service_pricing");

            migrationBuilder.DropTable(
                name: "ledger_transactions");

            migrationBuilder.DropTable(
                name: "calls");

            migrationBuilder.DropTable(
                name: "accounts");

            migrationBuilder.DropTable(
                name: "personas");

            migrationBuilder.DropTable(
                name: "model_catalog");
        }
    }
}
