using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VoiceOps.Voice.Data.Migrations
{
    /// <inheritdoc />
    public partial class PrepaidCredits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "created_by",
                table: "ledger_transactions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "ledger_transactions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "credit_limit_nanos",
                table: "accounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_blocked",
                table: "accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_prepaid",
                table: "accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "notes",
                table: "accounts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "settles_receivable",
                table: "accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.CreateTable(
                name: "account_changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<string>(type: "TEXT", nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    what = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_account_changes", x => x.id);
                    table.ForeignKey(
                        name: "FK_account_changes_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "credit_lots",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    seconds = table.Column<long>(type: "INTEGER", nullable: false),
                    value_nanos = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false),
                    expires_at = table.Column<string>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", nullable: false),
                    call_id = table.Column<long>(type: "INTEGER", nullable: true),
                    transaction_id = table.Column<long>(type: "INTEGER", nullable: false),
                    drawn_seconds = table.Column<long>(type: "INTEGER", nullable: false),
                    drawn_nanos = table.Column<long>(type: "INTEGER", nullable: false),
                    removed_seconds = table.Column<long>(type: "INTEGER", nullable: false),
                    removed_nanos = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_credit_lots", x => x.id);
                    table.CheckConstraint("credit_lots_expiry", "expires_at IS NULL OR expires_at > created_at");
                    table.CheckConstraint("credit_lots_kind", "kind IN ('purchase', 'bonus', 'promotional', 'goodwill')");
                    table.CheckConstraint("credit_lots_seconds_left", "drawn_seconds >= 0 AND removed_seconds >= 0 AND drawn_seconds + removed_seconds <= seconds");
                    table.CheckConstraint("credit_lots_value_left", "drawn_nanos >= 0 AND removed_nanos >= 0 AND drawn_nanos + removed_nanos <= value_nanos");
                    table.CheckConstraint("credit_lots_what", "seconds > 0 AND value_nanos >= 0 AND (value_nanos = 0 OR kind NOT IN ('promotional', 'bonus'))");
                    table.ForeignKey(
                        name: "FK_credit_lots_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_credit_lots_calls_call_id",
                        column: x => x.call_id,
                        principalTable: "calls",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_credit_lots_ledger_transactions_transaction_id",
                        column: x => x.transaction_id,
                        principalTable: "ledger_transactions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "credit_draws",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    call_id = table.Column<long>(type: "INTEGER", nullable: false),
                    transaction_id = table.Column<long>(type: "INTEGER", nullable: false),
                    seconds = table.Column<long>(type: "INTEGER", nullable: false),
                    value_nanos = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_credit_draws", x => x.id);
                    table.ForeignKey(
                        name: "FK_credit_draws_calls_call_id",
                        column: x => x.call_id,
                        principalTable: "calls",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_credit_draws_credit_lots_lot_id",
                        column: x => x.lot_id,
                        principalTable: "credit_lots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_credit_draws_ledger_transactions_transaction_id",
                        column: x => x.transaction_id,
                        principalTable: "ledger_transactions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "credit_removals",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    lot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    transaction_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    seconds = table.Column<long>(type: "INTEGER", nullable: false),
                    value_nanos = table.Column<long>(type: "INTEGER", nullable: false),
                    drawn_seconds = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_credit_removals", x => x.id);
                    table.CheckConstraint("credit_removals_what", "kind IN ('refund', 'expiry') AND seconds > 0 AND value_nanos >= 0 AND drawn_seconds >= 0");
                    table.ForeignKey(
                        name: "FK_credit_removals_credit_lots_lot_id",
                        column: x => x.lot_id,
                        principalTable: "credit_lots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_credit_removals_ledger_transactions_transaction_id",
                        column: x => x.transaction_id,
                        principalTable: "ledger_transactions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_account_changes_account_id",
                table: "account_changes",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "IX_credit_draws_call_id",
                table: "credit_draws",
                column: "call_id");

            migrationBuilder.CreateIndex(
                name: "IX_credit_draws_lot_id",
                table: "credit_draws",
                column: "lot_id");

            migrationBuilder.CreateIndex(
                name: "IX_credit_draws_transaction_id",
                table: "credit_draws",
                column: "transaction_id");

            migrationBuilder.CreateIndex(
                name: "IX_credit_lots_account_id_created_at",
                table: "credit_lots",
                columns: new[] { "account_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_credit_lots_call_id",
                table: "credit_lots",
                column: "call_id");

            migrationBuilder.CreateIndex(
                name: "IX_credit_lots_expires_at",
                table: "credit_lots",
                column: "expires_at",
                filter: "drawn_seconds + removed_seconds < seconds");

            migrationBuilder.CreateIndex(
                name: "IX_credit_lots_transaction_id",
                table: "credit_lots",
                column: "transaction_id");

            migrationBuilder.CreateIndex(
                name: "IX_credit_removals_lot_id",
                table: "credit_removals",
                column: "lot_id");

            migrationBuilder.CreateIndex(
                name: "IX_credit_removals_transaction_id",
                table: "credit_removals",
                column: "transaction_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_changes");

            migrationBuilder.DropTable(
                name: "credit_draws");

            migrationBuilder.DropTable(
                name: "credit_removals");

            migrationBuilder.DropTable(
                name: "credit_lots");

            migrationBuilder.DropColumn(
                name: "created_by",
                table: "ledger_transactions");

            migrationBuilder.DropColumn(
                name: "reason",
                table: "ledger_transactions");

            migrationBuilder.DropColumn(
                name: "credit_limit_nanos",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "is_blocked",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "is_prepaid",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "notes",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "settles_receivable",
                table: "accounts");
        }
    }
}
