using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

public sealed class KeyWithoutIndexTests
{
    private const string Schema = """
        CREATE TABLE users (id bigint, email text, "Country" text);
        CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
        -- lifeops:rows 3
        CREATE TABLE countries (code text);
        """;

    private readonly MigrationVerifier _rule = new(RuleCatalog.KeyWithoutIndex, Schema);

    [Fact]
    public void Unique() => _rule.Fixes(
        "ALTER TABLE users ADD [|CONSTRAINT uq_users_email UNIQUE (email, \"Country\") DEFERRABLE|];",
        """
        CREATE UNIQUE INDEX CONCURRENTLY uq_users_email ON users (email, "Country");
        ALTER TABLE users ADD CONSTRAINT uq_users_email UNIQUE USING INDEX uq_users_email DEFERRABLE;
        """);

    [Fact]
    public void PrimaryKey() => _rule.Fixes(
        "ALTER TABLE users ADD [|CONSTRAINT users_pkey PRIMARY KEY (id) INCLUDE (email)|];",
        """
        CREATE UNIQUE INDEX CONCURRENTLY users_pkey ON users (id) INCLUDE (email);
        ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_pkey;
        """);

    [Fact]
    public void NullsNotDistinct() => _rule.Fixes(
        "ALTER TABLE users ADD [|CONSTRAINT u UNIQUE NULLS NOT DISTINCT (email)|];",
        "CREATE UNIQUE INDEX CONCURRENTLY u ON users (email) NULLS NOT DISTINCT;\nALTER TABLE users ADD CONSTRAINT u UNIQUE USING INDEX u;");

    [Fact]
    public void WithoutNameOrInTransaction_HasNoFix()
    {
        Assert.True(Assert.Single(_rule.Finds("ALTER TABLE users ADD [|UNIQUE (email)|];")).Edits.IsEmpty);
        Assert.True(Assert.Single(_rule.Finds("BEGIN; ALTER TABLE users ADD [|CONSTRAINT u UNIQUE (email)|]; COMMIT;")).Edits.IsEmpty);
    }

    [Fact]
    public void NewColumn_IsReported() => _rule.Finds("ALTER TABLE users ADD COLUMN code text [|UNIQUE|];");

    [Fact]
    public void UsingIndexAndOtherTables_AreNotReported() => _rule.Finds("""
        ALTER TABLE users ADD CONSTRAINT u UNIQUE USING INDEX u;
        ALTER TABLE countries ADD PRIMARY KEY (code);
        ALTER TABLE events ADD PRIMARY KEY (id, at);
        CREATE TABLE notes (id bigint);
        ALTER TABLE notes ADD PRIMARY KEY (id);
        """);
}
