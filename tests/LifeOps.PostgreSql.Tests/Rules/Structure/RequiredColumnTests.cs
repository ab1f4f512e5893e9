using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Structure;

public sealed class RequiredColumnTests
{
    private static Rule Rule => RuleCatalog.RequiredColumn;

    [Theory]
    [InlineData("CREATE TABLE t ([|name|] text, [|created_at|] timestamptz DEFAULT now(), [|status|] text);")]
    [InlineData("CREATE TABLE users ([|email|] text);")]
    [InlineData("CREATE TABLE t ([|email|] text UNIQUE);")]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t ([|user_id|] uuid REFERENCES users ON DELETE CASCADE);
        """)]
    [InlineData("CREATE TABLE jobs ([|state|] text);")]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE t (name text NOT NULL, created_at timestamptz NOT NULL, nickname text, deleted_at timestamptz, statuses text);")]
    [InlineData("CREATE TABLE contacts (email text);")]
    [InlineData("CREATE DOMAIN d AS text NOT NULL; CREATE TABLE t (name d);")]
    [InlineData("CREATE TABLE t (name text, phone text, CHECK (name IS NOT NULL OR phone IS NOT NULL));")]
    [InlineData("CREATE TABLE users (email text); CREATE UNIQUE INDEX ON users (email) WHERE email IS NOT NULL;")]
    [InlineData("CREATE TABLE t (id uuid PRIMARY KEY, parent_id uuid REFERENCES t ON DELETE CASCADE);")]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (user_id uuid REFERENCES users ON DELETE SET NULL);
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (a uuid REFERENCES users ON DELETE CASCADE, b uuid REFERENCES users ON DELETE CASCADE);
        """)]
    [InlineData("CREATE TABLE t (name text GENERATED ALWAYS AS ('x') STORED);")]
    [InlineData("CREATE TABLE t (a text, name text, PRIMARY KEY (name));")]
    [InlineData("CREATE TABLE addresses (street text, city text, state text);")]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);

    [Fact]
    public void Fix() => RuleVerifier.FixSchema(Rule, "CREATE TABLE t ([|name|] text CHECK (name <> ''));", "CREATE TABLE t (name text NOT NULL CHECK (name <> ''));");
}
