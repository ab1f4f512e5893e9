using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

public sealed class BackfillAtOnceTests
{
    private const string Schema = "CREATE TABLE users (id bigint PRIMARY KEY, name text, kind text);\n-- lifeops:rows 3\nCREATE TABLE countries (code text);";
    private const string Ddl = "ALTER TABLE users ADD COLUMN title text;\n";

    private readonly MigrationVerifier _rule = new(RuleCatalog.BackfillAtOnce, Schema);

    [Theory]
    [InlineData("[|UPDATE|] users SET title = name")]
    [InlineData("[|UPDATE|] users SET title = name WHERE title IS NULL")]
    [InlineData("[|UPDATE|] users SET title = o.name FROM orders o WHERE o.user_id = users.id")]
    [InlineData("[|UPDATE|] users SET kind = 'b' WHERE kind <> 'b'")]
    public void AllRows_AreReported(string sql) => _rule.Finds(Ddl + sql + ";");

    [Theory]
    [InlineData("UPDATE users SET title = name WHERE id BETWEEN 1 AND 1000")]
    [InlineData("UPDATE users SET title = name WHERE id > 5 AND id <= 10")]
    [InlineData("UPDATE users SET kind = 'b' WHERE kind = 'a'")]
    [InlineData("UPDATE users SET kind = 'b' WHERE id IN (1, 2)")]
    [InlineData("UPDATE users SET title = name WHERE id IN (SELECT id FROM users WHERE title IS NULL LIMIT 1000)")]
    [InlineData("WITH page AS (SELECT id FROM users WHERE title IS NULL LIMIT 1000) UPDATE users SET title = name FROM page WHERE page.id = users.id")]
    [InlineData("UPDATE countries SET code = upper(code)")]
    [InlineData("CREATE TABLE notes (id int); UPDATE notes SET id = 1")]
    public void BatchesAndFewRows_AreNotReported(string sql) => _rule.Finds(Ddl + sql + ";");

    [Fact]
    public void InTheTransactionOfTheDdl_IsWorse()
    {
        var findings = _rule.Finds($"BEGIN; {Ddl} [|UPDATE|] users SET title = name; COMMIT; [|UPDATE|] users SET title = name;");

        Assert.Contains("ACCESS EXCLUSIVE", findings[0].Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ACCESS EXCLUSIVE", findings[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoopThatCommits_IsNotReported() => _rule.Finds(Ddl + """
        DO $$
        BEGIN
            LOOP
                UPDATE users SET title = name WHERE title IS NULL;
                COMMIT;
                EXIT WHEN NOT FOUND;
            END LOOP;
        END $$;
        """);

    [Fact]
    public void FileOfQueries_IsNoMigration()
    {
        _rule.Finds("UPDATE users SET title = name;", "queries/normalize.sql");
        _rule.Finds("[|UPDATE|] users SET title = name;", "db/migrations/7_titles.sql");
    }
}
