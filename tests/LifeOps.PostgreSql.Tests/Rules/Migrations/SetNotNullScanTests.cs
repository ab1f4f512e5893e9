using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

public sealed class SetNotNullScanTests
{
    private const string Schema = """
        CREATE TABLE users (id bigint, email text, name text, CONSTRAINT has_name CHECK (name IS NOT NULL));
        ALTER TABLE users ADD CONSTRAINT has_id CHECK (id IS NOT NULL) NOT VALID;
        -- lifeops:rows 3
        CREATE TABLE countries (code text);
        """;

    private readonly MigrationVerifier _rule = new(RuleCatalog.SetNotNullScan, Schema);

    [Fact]
    public void SetNotNull() => _rule.Fixes(
        "ALTER TABLE users [|ALTER COLUMN email SET NOT NULL|];",
        """
        ALTER TABLE users ADD CONSTRAINT users_email_not_null CHECK (email IS NOT NULL) NOT VALID;
        ALTER TABLE users VALIDATE CONSTRAINT users_email_not_null;
        ALTER TABLE users ALTER COLUMN email SET NOT NULL;
        ALTER TABLE users DROP CONSTRAINT users_email_not_null;
        """);

    [Fact]
    public void SetNotNull_On18() => new MigrationVerifier(RuleCatalog.SetNotNullScan, Schema, new() { PgVersion = new(18, 0) }).Fixes(
        "ALTER TABLE users [|ALTER COLUMN email SET NOT NULL|];",
        """
        ALTER TABLE users ADD CONSTRAINT users_email_not_null NOT NULL email NOT VALID;
        ALTER TABLE users VALIDATE CONSTRAINT users_email_not_null;
        """);

    [Fact]
    public void NamedNotNull_IsReportedUnlessNotValid() => _rule.Finds("""
        ALTER TABLE users [|ADD CONSTRAINT e NOT NULL email|];
        ALTER TABLE users ADD CONSTRAINT e NOT NULL email NOT VALID;
        """);

    [Fact]
    public void CheckOfTheSchema_IsProof() => _rule.Finds("ALTER TABLE users ALTER COLUMN name SET NOT NULL;");

    [Fact]
    public void CheckThatIsNotValid_IsNoProof() => _rule.Finds("ALTER TABLE users [|ALTER COLUMN id SET NOT NULL|];");

    [Fact]
    public void CheckOfAnotherColumn_IsNoProof() => _rule.Finds("""
        ALTER TABLE users ADD CONSTRAINT c CHECK (name IS NOT NULL) NOT VALID;
        ALTER TABLE users VALIDATE CONSTRAINT c;
        ALTER TABLE users [|ALTER COLUMN email SET NOT NULL|];
        """);

    [Fact]
    public void CheckOfTheScriptThatIsNeverValidated_IsNoProof() => _rule.Finds("""
        ALTER TABLE users ADD CONSTRAINT c CHECK (email IS NOT NULL) NOT VALID;
        ALTER TABLE users [|ALTER COLUMN email SET NOT NULL|];
        """);

    [Fact]
    public void BeforeVersion12_ChecksAreNoProof() => new MigrationVerifier(RuleCatalog.SetNotNullScan, Schema, new() { PgVersion = new(11, 0) })
        .Finds("ALTER TABLE users [|ALTER COLUMN name SET NOT NULL|];");

    [Fact]
    public void SmallAndNewTablesAndNewColumns_AreNotReported() => _rule.Finds("""
        ALTER TABLE countries ALTER COLUMN code SET NOT NULL;
        CREATE TABLE notes (id bigint);
        ALTER TABLE notes ALTER COLUMN id SET NOT NULL;
        ALTER TABLE users ADD COLUMN age int DEFAULT 0, ALTER COLUMN age SET NOT NULL;
        """);
}
