using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

public sealed class DropThatLosesDataTests
{
    private const string Schema = "CREATE TABLE users (id bigint, name text, length int GENERATED ALWAYS AS (length(name)) STORED);";

    private readonly MigrationVerifier _rule = new(RuleCatalog.DropThatLosesData, Schema);

    [Fact]
    public void TablesAndColumns_AreReported()
    {
        var findings = _rule.Finds("""
            DROP TABLE [|users|], IF EXISTS_ CASCADE;
            """.Replace("IF EXISTS_", "[|archive.users|]", StringComparison.Ordinal));
        Assert.All(findings, finding => Assert.Equal(RuleSeverity.Warning, finding.Severity));
        _rule.Finds("ALTER TABLE users [|DROP COLUMN name|], [|DROP id|];");
    }

    [Fact]
    public void WhatTheScriptMade_IsNotReported() => _rule.Finds("""
        CREATE TEMP TABLE t (a int);
        DROP TABLE t;
        CREATE TABLE copy (a int);
        ALTER TABLE copy DROP COLUMN a;
        DROP TABLE copy;
        ALTER TABLE users ADD COLUMN helper int;
        ALTER TABLE users DROP COLUMN helper;
        """);

    [Fact]
    public void GeneratedColumnsAndOtherObjects_HoldNoDataOfTheirOwn() => _rule.Finds("""
        ALTER TABLE users DROP COLUMN length;
        DROP VIEW totals;
        DROP INDEX i;
        ALTER TABLE users DROP CONSTRAINT c;
        """);

    [Fact]
    public void CodeThatStillUsesIt_IsAnError()
    {
        var rule = new MigrationVerifier(RuleCatalog.DropThatLosesData, Schema, code: KnownCode.Using("users.name", "users.length", "notes"));
        var findings = rule.Finds("ALTER TABLE users [|DROP COLUMN name|], [|DROP COLUMN id|], [|DROP COLUMN length|]; DROP TABLE [|notes|];");

        Assert.Equal([RuleSeverity.Error, RuleSeverity.Warning, RuleSeverity.Error, RuleSeverity.Error], findings.Select(finding => finding.Severity));
        Assert.Equal("The column users.name is dropped: this code still uses it: Code.cs(1)", findings[0].Message);
    }

    [Theory]
    [InlineData("DROP TABLE [|notes|]; CREATE TABLE notes (id int);")]
    [InlineData("DROP TABLE [|notes|]; CREATE VIEW notes AS SELECT 1 AS id;")]
    [InlineData("DROP TABLE [|notes|]; ALTER TABLE newer_notes RENAME TO notes;")]
    [InlineData("ALTER TABLE users [|DROP COLUMN name|], ADD COLUMN name text;")]
    [InlineData("ALTER TABLE users [|DROP COLUMN name|]; ALTER TABLE users RENAME COLUMN full_name TO name;")]
    public void NameThatIsMadeAnew_IsNoError(string script)
    {
        var rule = new MigrationVerifier(RuleCatalog.DropThatLosesData, Schema, code: KnownCode.Using("users.name", "notes"));
        Assert.Equal(RuleSeverity.Warning, Assert.Single(rule.Finds(script)).Severity);
    }

    [Theory]
    [InlineData("DROP TABLE [|other.notes|];")]
    [InlineData("ALTER TABLE other.users [|DROP COLUMN name|];")]
    public void NameOfAnotherSchema_IsNoError(string script)
    {
        var rule = new MigrationVerifier(RuleCatalog.DropThatLosesData, Schema, code: KnownCode.Using("users.name", "notes"));
        Assert.Equal(RuleSeverity.Warning, Assert.Single(rule.Finds(script)).Severity);
    }

    [Fact]
    public void NameThatALaterMigrationMakes_IsNoError()
    {
        var code = KnownCode.Using("users.name", "users.age", "notes").Without([LifeOps.PostgreSql.Syntax.SqlParser.Parse("CREATE TABLE notes (id int); DO $$ BEGIN ALTER TABLE users ADD COLUMN name text; END $$;")]);
        var findings = new MigrationVerifier(RuleCatalog.DropThatLosesData, Schema, code: code).Finds("DROP TABLE [|notes|]; ALTER TABLE users [|DROP COLUMN name|], [|DROP COLUMN age|];");

        Assert.Equal([RuleSeverity.Warning, RuleSeverity.Warning, RuleSeverity.Error], findings.Select(finding => finding.Severity));
    }

    [Fact]
    public void DownPart_IsNotLookedAt() => _rule.Finds("-- migrate:up\nSELECT 1;\n-- migrate:down\nDROP TABLE users;\n");
}
