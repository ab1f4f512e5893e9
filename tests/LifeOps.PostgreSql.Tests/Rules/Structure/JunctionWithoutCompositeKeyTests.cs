using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Structure;

public sealed class JunctionWithoutCompositeKeyTests
{
    private static Rule Rule => RuleCatalog.JunctionWithoutCompositeKey;

    [Theory]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE groups (id uuid PRIMARY KEY);
        CREATE TABLE [|members|] (user_id uuid NOT NULL REFERENCES users, group_id uuid NOT NULL REFERENCES groups);
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE groups (id uuid PRIMARY KEY);
        CREATE TABLE [|members|] (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid NOT NULL REFERENCES users, group_id uuid NOT NULL REFERENCES groups, created_at timestamptz);
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE [|friends|] (a uuid NOT NULL REFERENCES users, b uuid NOT NULL REFERENCES users);
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE groups (id uuid PRIMARY KEY);
        CREATE TABLE [|members|] (user_id uuid NOT NULL REFERENCES users, group_id uuid NOT NULL REFERENCES groups); CREATE UNIQUE INDEX ON members (user_id, group_id) WHERE user_id <> group_id;
        """)]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE groups (id uuid PRIMARY KEY);
        CREATE TABLE members (user_id uuid REFERENCES users, group_id uuid REFERENCES groups, PRIMARY KEY (user_id, group_id));
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE groups (id uuid PRIMARY KEY);
        CREATE TABLE members (user_id uuid NOT NULL REFERENCES users, group_id uuid NOT NULL REFERENCES groups, UNIQUE (group_id, user_id));
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE groups (id uuid PRIMARY KEY);
        CREATE TABLE members (user_id uuid PRIMARY KEY REFERENCES users, group_id uuid NOT NULL REFERENCES groups);
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE groups (id uuid PRIMARY KEY);
        CREATE TABLE orders (user_id uuid NOT NULL REFERENCES users, group_id uuid NOT NULL REFERENCES groups, quantity int);
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE groups (id uuid PRIMARY KEY);
        CREATE TABLE visits (user_id uuid NOT NULL REFERENCES users, group_id uuid NOT NULL REFERENCES groups, visited_at timestamptz NOT NULL);
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE groups (id uuid PRIMARY KEY);
        CREATE TABLE members (user_id uuid NOT NULL REFERENCES users, group_id uuid REFERENCES groups);
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE groups (id uuid PRIMARY KEY);
        CREATE TABLE members (id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users, group_id uuid NOT NULL REFERENCES groups); CREATE TABLE x (member_id uuid REFERENCES members);
        """)]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);

    [Fact]
    public void PrimaryKeyIsLeftToIt() => RuleVerifier.Schema(RuleCatalog.TableWithoutPrimaryKey, """
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE friends (a uuid NOT NULL REFERENCES users, b uuid NOT NULL REFERENCES users);
        """);

    [Fact]
    public void Fix() => RuleVerifier.FixSchema(Rule, """
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE [|friends|] (
            a uuid NOT NULL REFERENCES users,
            b uuid NOT NULL REFERENCES users -- the other
        );
        """, """
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE friends (
            a uuid NOT NULL REFERENCES users,
            b uuid NOT NULL REFERENCES users, PRIMARY KEY (a, b) -- the other
        );
        """);
}
