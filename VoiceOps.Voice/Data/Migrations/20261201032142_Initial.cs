using System;
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
                    revenue_nanos = table.Column<long>(type: "INTEGER", nullable: false),
                    unheard_characters = table.Column<long>(type: "INTEGER", nullable: false),
                    discarded_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    silent_seconds = table.Column<long>(type: "INTEGER", nullable: false),
                    waste_nanos = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_call_rollups", x => x.quarter_start);
                });

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

            migrationBuilder.CreateTable(
                name: "model_catalog",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    provider = table.Column<string>(type: "TEXT", nullable: false),
                    display_name = table.Column<string>(type: "TEXT", nullable: false),
                    withdrawn_on = table.Column<string>(type: "TEXT", nullable: true),
                    replacement = table.Column<string>(type: "TEXT", nullable: true),
                    context_tokens = table.Column<int>(type: "INTEGER", nullable: true),
                    tokens_per_second = table.Column<int>(type: "INTEGER", nullable: true),
                    missing_since = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_model_catalog", x => x.id);
                });

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
                    origin = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "list"),
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
                    recorded_at = table.Column<string>(type: "TEXT", nullable: false),
                    is_test = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false)
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
                    provider_request_id = table.Column<string>(type: "TEXT", nullable: true),
                    elapsed_micros = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_call_meters", x => new { x.call_id, x.meter_key });
                });

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
                    persona_version_id = table.Column<long>(type: "INTEGER", nullable: true),
                    llm_model = table.Column<string>(type: "TEXT", nullable: true),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    ended_reason = table.Column<string>(type: "TEXT", nullable: true),
                    ended_detail = table.Column<string>(type: "TEXT", nullable: true),
                    missing_usage = table.Column<string>(type: "TEXT", nullable: true),
                    unheard_characters = table.Column<long>(type: "INTEGER", nullable: true),
                    discarded_tokens = table.Column<long>(type: "INTEGER", nullable: true),
                    silent_seconds = table.Column<int>(type: "INTEGER", nullable: true),
                    waste_nanos = table.Column<long>(type: "INTEGER", nullable: true),
                    app_version = table.Column<string>(type: "TEXT", nullable: false),
                    price_per_minute = table.Column<decimal>(type: "TEXT", nullable: false),
                    billing_increment_seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<string>(type: "TEXT", nullable: true),
                    ended_at = table.Column<string>(type: "TEXT", nullable: true),
                    duration_seconds = table.Column<int>(type: "INTEGER", nullable: true),
                    line_down_at = table.Column<string>(type: "TEXT", nullable: true)
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
                });

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
                });

            migrationBuilder.CreateTable(
                name: "personas",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    llm_model = table.Column<string>(type: "TEXT", nullable: false),
                    fallback_model = table.Column<string>(type: "TEXT", nullable: true),
                    system_prompt = table.Column<string>(type: "TEXT", nullable: false),
                    greeting = table.Column<string>(type: "TEXT", nullable: false),
                    voice_id = table.Column<string>(type: "TEXT", nullable: true),
                    is_default = table.Column<bool>(type: "INTEGER", nullable: false),
                    settings = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'{}'"),
                    version_id = table.Column<long>(type: "INTEGER", nullable: true),
                    is_unpublished = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    archived_at = table.Column<string>(type: "TEXT", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    created_at = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_personas", x => x.id);
                    table.ForeignKey(
                        name: "FK_personas_model_catalog_fallback_model",
                        column: x => x.fallback_model,
                        principalTable: "model_catalog",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_personas_model_catalog_llm_model",
                        column: x => x.llm_model,
                        principalTable: "model_catalog",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_personas_persona_versions_version_id",
                        column: x => x.version_id,
                        principalTable: "persona_versions",
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
                column: "corrects_event_id",
                filter: "corrects_event_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_api_call_events_event_key",
                table: "api_call_events",
                column: "event_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_call_events_unpriced",
                table: "api_call_events",
                columns: new[] { "call_id", "corrects_event_id" },
                filter: "cost_nanos IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_call_turns_call_id_number",
                table: "call_turns",
                columns: new[] { "call_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_call_turns_started_at",
                table: "call_turns",
                column: "started_at");

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
                name: "IX_calls_persona_id",
                table: "calls",
                column: "persona_id");

            migrationBuilder.CreateIndex(
                name: "IX_calls_persona_version_id",
                table: "calls",
                column: "persona_version_id");

            migrationBuilder.CreateIndex(
                name: "IX_calls_started_at",
                table: "calls",
                column: "started_at");

            migrationBuilder.CreateIndex(
                name: "IX_calls_status",
                table: "calls",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "IX_cost_rollups_sums",
                table: "cost_rollups",
                columns: new[] { "service", "operation", "model", "basis", "quarter_start", "usage_micros", "cost_nanos", "unpriced_count" });

            migrationBuilder.CreateIndex(
                name: "IX_hourly_costs_sums",
                table: "hourly_costs",
                columns: new[] { "service", "operation", "model", "basis", "hour_start", "usage_micros", "cost_nanos", "unpriced_count" });

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

            migrationBuilder.CreateIndex(
                name: "IX_personas_fallback_model",
                table: "personas",
                column: "fallback_model");

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
                name: "IX_personas_version_id",
                table: "personas",
                column: "version_id");

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

            migrationBuilder.CreateIndex(
                name: "IX_service_pricing_service_operation_model_effective_from",
                table: "service_pricing",
                columns: new[] { "service", "operation", "model", "effective_from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_service_pricing_changes_service_operation_model",
                table: "service_pricing_changes",
                columns: new[] { "service", "operation", "model" });

            migrationBuilder.AddForeignKey(
                name: "FK_api_call_events_calls_call_id",
                table: "api_call_events",
                column: "call_id",
                principalTable: "calls",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_call_meters_calls_call_id",
                table: "call_meters",
                column: "call_id",
                principalTable: "calls",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_call_turns_calls_call_id",
                table: "call_turns",
                column: "call_id",
                principalTable: "calls",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_calls_persona_versions_persona_version_id",
                table: "calls",
                column: "persona_version_id",
                principalTable: "persona_versions",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_calls_personas_persona_id",
                table: "calls",
                column: "persona_id",
                principalTable: "personas",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_persona_numbers_personas_persona_id",
                table: "persona_numbers",
                column: "persona_id",
                principalTable: "personas",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_persona_versions_personas_persona_id",
                table: "persona_versions",
                column: "persona_id",
                principalTable: "personas",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_personas_persona_versions_version_id",
                table: "personas");

            migrationBuilder.DropTable(
                name: "account_numbers");

            migrationBuilder.DropTable(
                name: "api_call_events");

            migrationBuilder.DropTable(
                name: "call_meters");

            migrationBuilder.DropTable(
                name: "call_rollups");

            migrationBuilder.DropTable(
                name: "call_totals");

            migrationBuilder.DropTable(
                name: "call_turns");

            migrationBuilder.DropTable(
                name: "cost_rollups");

            migrationBuilder.DropTable(
                name: "hourly_costs");

            migrationBuilder.DropTable(
                name: "ledger_balances");

            migrationBuilder.DropTable(
                name: "ledger_entries");

            migrationBuilder.DropTable(
                name: "persona_numbers");

            migrationBuilder.DropTable(
                name: "provider_days");

            migrationBuilder.DropTable(
                name: "provider_invoices");

            migrationBuilder.DropTable(
                name: "provider_prices");

            migrationBuilder.DropTable(
                name: "service_pricing");

            migrationBuilder.DropTable(
                name: "service_pricing_changes");

            migrationBuilder.DropTable(
                name: "ledger_transactions");

            migrationBuilder.DropTable(
                name: "calls");

            migrationBuilder.DropTable(
                name: "accounts");

            migrationBuilder.DropTable(
                name: "persona_versions");

            migrationBuilder.DropTable(
                name: "personas");

            migrationBuilder.DropTable(
                name: "model_catalog");
        }
    }
}
