using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

public sealed class EnumValueUsedTooSoonTests
{
    private const string Schema = """
        CREATE TYPE mood AS ENUM ('good', 'bad');
        CREATE TABLE entries (id bigint, note text, mood mood DEFAULT 'good');
        """;

    private readonly MigrationVerifier _rule = new(RuleCatalog.EnumValueUsedTooSoon, Schema);

    [Theory]
    [InlineData("UPDATE entries SET mood = [|'great'|] WHERE id = 1")]
    [InlineData("INSERT INTO entries (id, mood) VALUES (1, [|'great'|])")]
    [InlineData("INSERT INTO entries VALUES (1, 'great', [|'great'|])")]
    [InlineData("ALTER TABLE entries ALTER COLUMN mood SET DEFAULT [|'great'|]")]
    [InlineData("ALTER TABLE entries ADD COLUMN other mood DEFAULT [|'great'|]")]
    [InlineData("SELECT [|'great'|]::mood")]
    [InlineData("DELETE FROM entries WHERE mood = [|'great'|]")]
    [InlineData("CREATE INDEX ON entries (id) WHERE mood = [|'great'|]")]
    public void UseInTheSameTransaction_IsReported(string use)
    {
        _rule.Finds($"BEGIN; ALTER TYPE mood ADD VALUE 'great'; {use}; COMMIT;");
        var plain = use.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        _rule.Finds($"ALTER TYPE mood ADD VALUE 'great'; {plain};");
        _rule.Finds($"BEGIN; ALTER TYPE mood ADD VALUE 'great'; COMMIT; BEGIN; {plain}; COMMIT;");
    }

    [Theory]
    [InlineData("UPDATE entries SET mood = 'bad' WHERE note = 'great'")]
    [InlineData("INSERT INTO entries (note) VALUES ('great')")]
    [InlineData("SELECT 'great'::text")]
    [InlineData("UPDATE elsewhere SET mood = 'great'")]
    public void OtherLiterals_AreNotReported(string use) => _rule.Finds($"BEGIN; ALTER TYPE mood ADD VALUE 'great'; {use}; COMMIT;");

    [Fact]
    public void TypeOfTheSameTransaction_IsFreeToUse() => _rule.Finds("BEGIN; CREATE TYPE state AS ENUM ('a'); ALTER TYPE state ADD VALUE 'b'; SELECT 'b'::state; COMMIT;");

    [Fact]
    public void RenamedValue_IsTheOldOne() => _rule.Finds("BEGIN; ALTER TYPE mood RENAME VALUE 'good' TO 'great'; SELECT 'great'::mood; COMMIT;");

    [Fact]
    public void DoBlock_IsOneTransaction() => _rule.Finds("DO $$ BEGIN ALTER TYPE mood ADD VALUE 'great'; UPDATE entries SET mood = [|'great'|]; END $$;");
}
