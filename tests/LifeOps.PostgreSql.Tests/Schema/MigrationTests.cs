using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Schema.Migrations;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Schema;

/// <summary>Folders of migrations: which files, in which order, and which part of each.</summary>
public class MigrationTests
{
    [Theory]
    // Flyway: versions by number, repeatable ones last by description, undo never, folders do not count.
    [InlineData("b/V1.10__c.sql b/V1.2__b.sql R__b_view.sql a/V2__d.sql V1__a.sql U2__d.sql R__a_view.sql", "V1__a.sql b/V1.2__b.sql b/V1.10__c.sql a/V2__d.sql R__a_view.sql R__b_view.sql")]
    [InlineData("V20240101.1200__b.sql V1_1__a.sql V20240101.1130__c.sql", "V1_1__a.sql V20240101.1130__c.sql V20240101.1200__b.sql")]
    // Flyway: a baseline stands for every version up to its own.
    [InlineData("V1__a.sql V2__b.sql B2__base.sql V3__c.sql B1__older.sql", "B2__base.sql V3__c.sql")]
    // goose and dbmate.
    [InlineData("20240201120000_b.sql 20240101120000_a.sql notes.md", "20240101120000_a.sql 20240201120000_b.sql")]
    [InlineData("10_c.sql 9_b.sql 00001_a.sql", "00001_a.sql 9_b.sql 10_c.sql")]
    // DbUp.
    [InlineData("Script0002-b.sql Script0010-c.sql Script0001-a.sql", "Script0001-a.sql Script0002-b.sql Script0010-c.sql")]
    [InlineData("02_views/001_b.sql 01_tables/002_c.sql 01_tables/001_a.sql", "01_tables/001_a.sql 01_tables/002_c.sql 02_views/001_b.sql")]
    // EF Core scripts, one per migration.
    [InlineData(@"db\20240301_Orders.sql db\20240201_Init.sql", @"db\20240201_Init.sql db\20240301_Orders.sql")]
    // golang-migrate.
    [InlineData("2_b.up.sql 1_a.down.sql 1_a.up.sql 2_b.down.sql", "1_a.up.sql 2_b.up.sql")]
    // sqitch without its plan.
    [InlineData("verify/a.sql revert/a.sql deploy/b.sql deploy/a.sql", "deploy/a.sql deploy/b.sql")]
    [InlineData("1_verify/a.sql revert/b.sql", "1_verify/a.sql revert/b.sql")]
    public void Order_IsTheToolsOwn(string files, string expected) =>
        Assert.Equal(expected.Split(' '), MigrationFolder.Order(files.Split(' ')));

    [Fact]
    public void SqitchPlan_DecidesTheOrder()
    {
        const string Plan = """
            %syntax-version=1.0.0
            %project=shop

            users 2024-01-01T00:00:00Z A <a@example.com> # People
            orders/lines [users] 2024-01-02T00:00:00Z A <a@example.com> # Lines
            @v1.0 2024-01-03T00:00:00Z A <a@example.com> # First

            # A note between.
            users [users@v1.0] 2024-01-04T00:00:00Z A <a@example.com> # Reworked
            accounts 2024-01-05T00:00:00Z A <a@example.com> # Not written yet
            """;
        string[] files = ["db/deploy/users.sql", "db/deploy/users@v1.0.sql", "db/deploy/orders/lines.sql", "db/deploy/unplanned.sql", "db/revert/users.sql", "db/verify/users.sql"];

        string[] expected = ["db/deploy/users@v1.0.sql", "db/deploy/orders/lines.sql", "db/deploy/users.sql"];
        Assert.Equal(expected, MigrationFolder.Order(files, Plan));
    }

    [Theory]
    [InlineData("-- +goose Up\n-- +goose StatementBegin\nCREATE TABLE a (id int);\n-- +goose StatementEnd\n\n-- +goose Down\nDROP TABLE a;\n")]
    [InlineData("-- +goose up\nCREATE TABLE a (id int);\n-- +goose down\nDROP TABLE a;")]
    [InlineData("-- +migrate Up\nCREATE TABLE a (id int);\n-- +migrate Down\nDROP TABLE a;\n")]
    [InlineData("-- migrate:up transaction:false\r\nCREATE TABLE a (id int);\r\n\r\n-- migrate:down\r\nDROP TABLE a;\r\n")]
    [InlineData("-- migrate:down\nDROP TABLE b;\n-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\nDROP TABLE a;\n")]
    public void DownPart_IsBlankedAndPlacesStay(string text)
    {
        var up = MigrationSections.UpPart(text);

        Assert.Equal(text.Length, up.Length);
        Assert.Equal(text.Split('\n').Length, up.Split('\n').Length);
        Assert.Equal(text.IndexOf("CREATE", StringComparison.Ordinal), up.IndexOf("CREATE", StringComparison.Ordinal));
        Assert.DoesNotContain("DROP TABLE a", up, StringComparison.Ordinal);
        Assert.Contains(SchemaBuilder.Build(text).Tables, table => table.Name == "a");
    }

    [Theory]
    [InlineData("CREATE TABLE migrate (id int); -- migrate:down\nDROP TABLE a;")]
    [InlineData("-- migrate:downwards\nDROP TABLE a;")]
    [InlineData("-- +goose Down\nDROP TABLE a;")]
    [InlineData("")]
    public void TextWithoutSections_StaysWhole(string text) => Assert.Same(text, MigrationSections.UpPart(text));
}
