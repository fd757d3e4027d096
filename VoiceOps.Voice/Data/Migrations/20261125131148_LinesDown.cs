using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VoiceOps.Voice.Data.Migrations
{
    /// <inheritdoc />
    public partial class LinesDown : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "line_down_at",
                table: "calls",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "line_down_at",
                table: "calls");
        }
    }
}
