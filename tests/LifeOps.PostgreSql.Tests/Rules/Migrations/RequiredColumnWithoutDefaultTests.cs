using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

public sealed class RequiredColumnWithoutDefaultTests
{
    private readonly MigrationVerifier _rule = new(RuleCatalog.RequiredColumnWithoutDefault, "-- lifeops:rows 3\nCREATE TABLE users (id bigint);");

    [Fact]
    public void NotNullWithoutDefault_IsReportedWhateverTheSize() => _rule.Finds("""
        ALTER TABLE users ADD COLUMN [|email text NOT NULL|], ADD [|age int NOT NULL DEFAULT NULL|];
        ALTER TABLE users ADD COLUMN [|number int PRIMARY KEY|];
        ALTER TABLE elsewhere ADD COLUMN [|email text NOT NULL|];
        """);

    [Fact]
    public void ColumnWithAValue_IsNotReported() => _rule.Finds("""
        ALTER TABLE users ADD COLUMN email text NOT NULL DEFAULT '';
        ALTER TABLE users ADD COLUMN a bigint NOT NULL GENERATED ALWAYS AS IDENTITY;
        ALTER TABLE users ADD COLUMN b bigserial NOT NULL;
        ALTER TABLE users ADD COLUMN c bigint NOT NULL GENERATED ALWAYS AS (id + 1) STORED;
        ALTER TABLE users ADD COLUMN d text;
        ALTER TABLE users ADD COLUMN e some_domain NOT NULL;
        """);

    [Fact]
    public void NewTable_IsNotReported() => _rule.Finds("CREATE TABLE notes (id int); ALTER TABLE notes ADD COLUMN text text NOT NULL;");
}
