using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

public sealed class RenameThatBreaksCodeTests
{
    private readonly MigrationVerifier _rule = new(RuleCatalog.RenameThatBreaksCode);

    [Fact]
    public void TablesViewsAndColumns_AreReported() => _rule.Finds("""
        [|ALTER|] TABLE users RENAME TO accounts;
        [|ALTER|] TABLE users RENAME COLUMN name TO title;
        [|ALTER|] TABLE users RENAME name TO title;
        [|ALTER|] VIEW totals RENAME TO sums;
        [|ALTER|] TABLE users SET SCHEMA archive;
        """);

    [Fact]
    public void WhatCodeDoesNotName_IsNotReported() => _rule.Finds("""
        ALTER INDEX idx_a RENAME TO idx_b;
        ALTER TABLE users RENAME CONSTRAINT a TO b;
        ALTER SEQUENCE s RENAME TO t;
        ALTER TYPE point RENAME ATTRIBUTE x TO y;
        """);

    [Fact]
    public void TableOfTheSameScript_IsNotReported() => _rule.Finds("CREATE TABLE users_new (id int); ALTER TABLE users_new RENAME TO members; ALTER TABLE members RENAME COLUMN id TO number;");

    [Fact]
    public void ViewOfTheOldName_KeepsCodeRunning() => _rule.Finds("""
        BEGIN;
        ALTER TABLE users RENAME TO accounts;
        CREATE VIEW users AS SELECT * FROM accounts;
        COMMIT;
        """);

    [Fact]
    public void CodeThatStillUsesTheName_IsSaid()
    {
        var rule = new MigrationVerifier(RuleCatalog.RenameThatBreaksCode, code: KnownCode.Using("users.name"));
        var findings = rule.Finds("[|ALTER|] TABLE users RENAME COLUMN name TO title; [|ALTER|] TABLE users RENAME COLUMN age TO years;");

        Assert.Contains("this code still uses the old name: Code.cs(1)", findings[0].Message, StringComparison.Ordinal);
        Assert.Equal([RuleSeverity.Error, RuleSeverity.Warning], findings.Select(finding => finding.Severity));
        Assert.Contains("code that runs meanwhile", findings[1].Message, StringComparison.Ordinal);
    }
}
