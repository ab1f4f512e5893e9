using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

public sealed class EfMigrationAnalyzerTests
{
    // The first call sets lock_timeout, so that tests of other rules need not say LDB8010.
    private const string Timeout = "migrationBuilder.Sql(\"SET lock_timeout = '5s'\");";

    private static string Source(string body) => $$"""
        using Microsoft.EntityFrameworkCore.Migrations;
        class Change : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder)
            {
                {{body}}
            }

            protected override void Down(MigrationBuilder migrationBuilder)
            {
                migrationBuilder.DropTable(name: "Orders");
                migrationBuilder.CreateIndex(name: "IX", table: "Orders", column: "Id");
            }
        }
        """;

    private static Task VerifyAsync(string body) => new CSharpAnalyzerTest<EfMigrationAnalyzer>
    {
        TestCode = Source(Timeout + body),
        AdditionalFiles = { ("db/app.schema.sql", "-- lifeops:rows 5\nCREATE TABLE \"Countries\" (\"Code\" text, \"Name\" varchar(10));\nCREATE TABLE \"Orders\" (\"Id\" int, \"Note\" varchar(20), \"UserId\" int);") },
    }.RunAsync();

    [Fact]
    public Task OperationsOnExistingTables_AreReportedAtTheirCalls() => VerifyAsync("""
        migrationBuilder.{|LDB8001:CreateIndex|}(name: "IX_Orders_UserId", table: "Orders", column: "UserId");
        migrationBuilder.{|LDB8001:CreateIndex|}(name: "IX_2", table: "Orders", columns: new[] { "UserId", "Id" }, unique: true);
        migrationBuilder.{|LDB8003:AddForeignKey|}(name: "FK", table: "Orders", column: "UserId", principalTable: "Users", principalColumn: "Id");
        migrationBuilder.{|LDB8003:AddCheckConstraint|}(name: "CK", table: "Orders", sql: "\"Id\" > 0");
        migrationBuilder.{|LDB8004:AddColumn|}<string>(name: "A", table: "Orders", type: "text", nullable: false);
        migrationBuilder.{|LDB8006:AddColumn|}<Guid>(name: "B", table: "Orders", type: "uuid", nullable: false, defaultValueSql: "gen_random_uuid()");
        migrationBuilder.{|LDB8007:AlterColumn|}<long>(name: "Id", table: "Orders", type: "bigint", nullable: false, oldClrType: typeof(int), oldType: "integer");
        migrationBuilder.{|LDB8005:AlterColumn|}<string>(name: "Note", table: "Orders", type: "varchar(20)", nullable: false, oldType: "varchar(20)", oldNullable: true);
        migrationBuilder.{|LDB8008:RenameColumn|}(name: "Note", table: "Orders", newName: "Text");
        migrationBuilder.{|LDB8008:RenameTable|}(name: "Orders", newName: "Sales");
        migrationBuilder.{|LDB8009:DropColumn|}(name: "Note", table: "Orders");
        migrationBuilder.{|LDB8009:DropTable|}(name: "Orders");
        migrationBuilder.{|LDB8011:AddUniqueConstraint|}(name: "AK", table: "Orders", column: "Id");
        migrationBuilder.{|LDB8015:DropIndex|}(name: "IX_1", table: "Orders");
        """);

    [Fact]
    public Task NewSmallAndHarmless_AreNotReported() => VerifyAsync("""
        migrationBuilder.CreateTable(name: "Notes", columns: table => new { Id = table.Column<int>(nullable: false) });
        migrationBuilder.CreateIndex(name: "IX_Notes", table: "Notes", column: "Id");
        migrationBuilder.CreateIndex(name: "IX_Countries", table: "Countries", column: "Code");
        migrationBuilder.CreateIndex(name: "IX_3", table: "Orders", column: "Id").Annotation("Npgsql:CreatedConcurrently", true);
        migrationBuilder.AddColumn<string>(name: "C", table: "Orders", type: "text", nullable: true);
        migrationBuilder.AddColumn<int>(name: "D", table: "Orders", type: "integer", nullable: false, defaultValue: 0);
        migrationBuilder.AddColumn<DateTime>(name: "E", table: "Orders", type: "timestamptz", nullable: false, defaultValueSql: "now()");
        migrationBuilder.AlterColumn<string>(name: "Note", table: "Orders", type: "text", nullable: true, oldType: "character varying(20)", oldNullable: true);
        """);

    [Fact]
    public Task SqlTexts_RunInTheTransactionUnlessItIsSuppressed() => VerifyAsync(""""
        migrationBuilder.Sql("{|LDB8002:CREATE|} INDEX CONCURRENTLY i ON \"Orders\" (\"Id\")");
        migrationBuilder.Sql("CREATE INDEX CONCURRENTLY j ON \"Orders\" (\"Id\")", suppressTransaction: true);
        migrationBuilder.Sql("""
            -- lifeops:ignore LDB8009 moved to the archive
            DROP TABLE "Archive";
            ALTER TABLE "Orders" {|LDB8009:DROP COLUMN "Note"|} -- at last
            """);
        """");

    [Fact]
    public Task OtherClassesAndBuilders_AreNotLookedAt() => new CSharpAnalyzerTest<EfMigrationAnalyzer>
    {
        TestCode = """
            class MigrationBuilder { public void DropTable(string name) { } }
            class Change { public virtual void Up(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("Orders"); }
            class Other : Change { public override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("Orders"); }
            """,
    }.RunAsync();

    [Fact]
    public Task Index_IsCreatedConcurrently() => FixAsync<IndexWithoutConcurrentlySql>(
        Timeout + "\n        migrationBuilder.{|LDB8001:CreateIndex|}(name: \"IX\", table: \"Orders\", column: \"Id\");",
        Timeout + "\n        migrationBuilder.CreateIndex(name: \"IX\", table: \"Orders\", column: \"Id\").Annotation(\"Npgsql:CreatedConcurrently\", true);");

    [Fact]
    public Task LockTimeout_IsSetFirst() => FixAsync<LockWithoutTimeoutSql>(
        "migrationBuilder.{|LDB8010:AddColumn|}<int>(name: \"A\", table: \"Orders\", nullable: true);",
        "migrationBuilder.Sql(\"SET LOCAL lock_timeout = '5s';\");\n        migrationBuilder.AddColumn<int>(name: \"A\", table: \"Orders\", nullable: true);");

    private static Task FixAsync<TFix>(string body, string fixedBody) where TFix : CodeFixProvider, new() =>
        CSharpCodeFixVerifier<EfMigrationAnalyzer, TFix>.VerifyCodeFixAsync(Source(body), Source(fixedBody));
}
