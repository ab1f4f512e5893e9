using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Structure;

public sealed class MissingDefaultTests
{
    private static Rule Rule => RuleCatalog.MissingDefault;

    [Theory]
    [InlineData("CREATE TABLE t ([|done|] boolean NOT NULL, [|is_paid|] bool);")]
    [InlineData("CREATE TABLE t ([|created_at|] timestamptz NOT NULL);")]
    [InlineData("CREATE TABLE t ([|settings|] jsonb NOT NULL, [|user_metadata|] jsonb NOT NULL);")]
    [InlineData("CREATE TYPE s AS ENUM ('a', 'b'); CREATE TABLE t ([|status|] s NOT NULL);")]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE t (done boolean NOT NULL DEFAULT false, created_at timestamptz DEFAULT now(), settings jsonb NOT NULL DEFAULT '{}');")]
    [InlineData("CREATE TABLE t (answer boolean);")]
    [InlineData("CREATE TABLE t (payload jsonb NOT NULL, settings jsonb, document jsonb NOT NULL);")]
    [InlineData("CREATE TABLE t (status int NOT NULL);")]
    [InlineData("CREATE TABLE t (happened_at timestamptz NOT NULL, created_on date);")]
    [InlineData("CREATE DOMAIN flag AS boolean DEFAULT false; CREATE TABLE t (is_paid flag NOT NULL);")]
    [InlineData("CREATE TABLE t (is_paid boolean PRIMARY KEY);")]
    [InlineData("CREATE TABLE t (created_at timestamptz NOT NULL); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();")]
    [InlineData("CREATE TABLE addresses (zip text NOT NULL, state text NOT NULL);")]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);

    [Fact]
    public void Fix() => RuleVerifier.FixSchema(Rule, """
        CREATE TABLE t ([|done|] boolean NOT NULL, [|created_at|] timestamptz(3) NOT NULL, [|options|] jsonb NOT NULL, [|is_active|] boolean NOT NULL);
        """, """
        CREATE TABLE t (done boolean DEFAULT false NOT NULL, created_at timestamptz(3) DEFAULT now() NOT NULL, options jsonb DEFAULT '{}' NOT NULL, is_active boolean NOT NULL);
        """);
}
