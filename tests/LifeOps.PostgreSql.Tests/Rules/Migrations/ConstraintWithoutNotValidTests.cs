using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

public sealed class ConstraintWithoutNotValidTests
{
    private const string Schema = """
        CREATE TABLE users (id bigint PRIMARY KEY);
        CREATE TABLE orders (id bigint, user_id bigint, amount numeric);
        CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
        -- lifeops:rows 20
        CREATE TABLE countries (code text);
        """;

    private readonly MigrationVerifier _rule = new(RuleCatalog.ConstraintWithoutNotValid, Schema);

    [Fact]
    public void ForeignKey() => _rule.Fixes(
        "ALTER TABLE orders ADD [|CONSTRAINT fk_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE|];\nSELECT 1;",
        """
        ALTER TABLE orders ADD CONSTRAINT fk_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID;
        ALTER TABLE orders VALIDATE CONSTRAINT fk_user;
        SELECT 1;
        """);

    [Fact]
    public void Check() => _rule.Fixes(
        "ALTER TABLE orders ADD [|CONSTRAINT positive CHECK (amount > 0)|]",
        "ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;\nALTER TABLE orders VALIDATE CONSTRAINT positive;");

    [Fact]
    public void WithoutName_IsReportedWithoutFix() => Assert.True(Assert.Single(_rule.Finds("ALTER TABLE orders ADD [|CHECK (amount > 0)|];")).Edits.IsEmpty);

    [Fact]
    public void InTransaction_IsReportedWithoutFix() =>
        Assert.True(Assert.Single(_rule.Finds("BEGIN; ALTER TABLE orders ADD [|CONSTRAINT c CHECK (amount > 0)|]; COMMIT;")).Edits.IsEmpty);

    [Fact]
    public void ValidatedInTheSameTransaction_IsReported() => _rule.Finds("""
        BEGIN;
        ALTER TABLE orders ADD CONSTRAINT c CHECK (amount > 0) NOT VALID;
        ALTER TABLE orders [|VALIDATE CONSTRAINT c|];
        COMMIT;
        """);

    [Fact]
    public void ValidatedInTheNextTransaction_IsNotReported() => _rule.Finds("""
        BEGIN;
        ALTER TABLE orders ADD CONSTRAINT c CHECK (amount > 0) NOT VALID;
        COMMIT;
        BEGIN;
        ALTER TABLE orders VALIDATE CONSTRAINT c;
        COMMIT;
        ALTER TABLE orders ADD CONSTRAINT d CHECK (amount > 0) NOT VALID;
        ALTER TABLE orders VALIDATE CONSTRAINT d;
        """);

    [Fact]
    public void NewColumnThatRefers_IsNotChecked() => _rule.Finds("ALTER TABLE orders ADD COLUMN buyer_id bigint REFERENCES users (id);");

    [Fact]
    public void NewColumnWithDefaultOrCheck_IsReported() => _rule.Finds("""
        ALTER TABLE orders ADD COLUMN buyer_id bigint DEFAULT 1 [|REFERENCES users (id)|];
        ALTER TABLE orders ADD COLUMN weight numeric [|CHECK (weight > 0)|];
        """);

    [Fact]
    public void NewAndSmallTables_AreNotReported() => _rule.Finds("""
        CREATE TABLE notes (user_id bigint);
        ALTER TABLE notes ADD FOREIGN KEY (user_id) REFERENCES users (id);
        ALTER TABLE countries ADD CHECK (code <> '');
        """);

    [Fact]
    public void ForeignKeyOfPartitionedTable_CannotBeNotValidBefore18()
    {
        _rule.Finds("ALTER TABLE events ADD FOREIGN KEY (id) REFERENCES users (id);");
        new MigrationVerifier(RuleCatalog.ConstraintWithoutNotValid, Schema, new() { PgVersion = new(18, 0) })
            .Finds("ALTER TABLE events ADD [|FOREIGN KEY (id) REFERENCES users (id)|];");
    }

    [Fact]
    public void NotEnforced_IsNotReported() => _rule.Finds("ALTER TABLE orders ADD CONSTRAINT c CHECK (amount > 0) NOT ENFORCED;");
}
