using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Schema.Comparison;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Schema;

public class SchemaComparisonTests
{
    private const string Before = """
        CREATE TYPE mood AS ENUM ('sad', 'ok');
        CREATE TABLE users (id bigint PRIMARY KEY, name text, "E-Mail" text DEFAULT '');
        CREATE INDEX users_name_idx ON users (name);
        CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);
        CREATE VIEW names AS SELECT id, name FROM users;
        CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
        """;

    [Fact]
    public void SameSchema_HasNoChanges() => Assert.Empty(Compare(Before, Before.Replace("SELECT id, name FROM", "SELECT id,  name -- all\n FROM", StringComparison.Ordinal)));

    [Theory]
    [InlineData("ALTER TYPE mood ADD VALUE 'happy'", "changed enum public.mood: labels 'sad', 'ok' -> 'sad', 'ok', 'happy'")]
    [InlineData("ALTER TABLE users ADD note text NOT NULL", "added column public.users.note: type -> text, not null -> yes")]
    [InlineData("ALTER TABLE users ALTER \"E-Mail\" DROP DEFAULT", "changed column public.users.\"E-Mail\": default '' -> ")]
    [InlineData("DROP INDEX users_name_idx", "removed index public.users_name_idx: method btree -> , keys name -> ")]
    [InlineData("DROP INDEX users_name_idx; CREATE INDEX users_name_idx ON users (name DESC)", "changed index public.users_name_idx: keys name -> name DESC")]
    [InlineData("COMMENT ON COLUMN users.name IS 'What to call them'", "changed column public.users.name: comment -> What to call them")]
    [InlineData("ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey, ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE", "changed constraint public.orders.orders_user_id_fkey: on delete -> cascade")]
    [InlineData("ALTER TABLE users ENABLE ROW LEVEL SECURITY", "changed table public.users: row level security -> yes")]
    [InlineData("CREATE POLICY own ON users FOR UPDATE USING (id > 0)", "added row policy public.users.own: command -> update, roles -> public, using -> id > 0")]
    [InlineData("CREATE POLICY own ON users; ALTER POLICY own ON users USING (true); DROP POLICY own ON users", "")]
    [InlineData("CREATE POLICY own ON users USING (true); ALTER POLICY own ON users RENAME TO mine", "added row policy public.users.mine: command -> all, roles -> public, using -> true")]
    [InlineData("CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a'", "changed function public.f(integer): volatility -> immutable")]
    [InlineData("CREATE OR REPLACE VIEW names AS SELECT id, name FROM users WHERE id > 0", "changed view public.names: query SELECT id, name FROM users -> SELECT id, name FROM users WHERE id > 0")]
    public void Change_IsNamedWithItsProperties(string change, string expected) => Assert.Equal(expected, string.Join("\n", Compare(Before, Before + change + ";")));

    [Fact]
    public void Hypertable_IsComparedWithItsPolicies()
    {
        const string Table = "CREATE EXTENSION timescaledb; CREATE TABLE m (at timestamptz NOT NULL, v float8); SELECT create_hypertable('m', 'at', chunk_time_interval => INTERVAL '{0}', create_default_indexes => false); SELECT add_retention_policy('m', drop_after => INTERVAL '{1}');";

        Assert.Equal(
            ["changed hypertable public.m: dimensions at 7 days -> at 1 day", "changed policy public.m retention: after 1 year -> 2 years"],
            Compare(Table.Replace("{0}", "7 days", StringComparison.Ordinal).Replace("{1}", "1 year", StringComparison.Ordinal), Table.Replace("{0}", "1 day", StringComparison.Ordinal).Replace("{1}", "2 years", StringComparison.Ordinal)));
    }

    [Fact]
    public void Estimates_CountOnlyWhenAsked()
    {
        const string Small = "-- lifeops:rows 10\n-- lifeops:column a null_frac=0 n_distinct=-1\nCREATE TABLE t (a int);";
        const string Large = "-- lifeops:rows 1000\n-- lifeops:column a null_frac=0.5 n_distinct=-1\nCREATE TABLE t (a int);";

        Assert.Empty(Compare(Small, Large));
        Assert.Equal(["changed table public.t: rows 10 -> 1000", "changed column public.t.a: null fraction 0 -> 0.5"], Compare(Small, Large, withEstimates: true));
    }

    [Fact]
    public void NewerSnapshot_IsAProblem()
    {
        Assert.Contains("format 99", Assert.Single(SchemaBuilder.Build("-- lifeops:snapshot 99\nCREATE TABLE a (id int);").Problems).Message, StringComparison.Ordinal);
        Assert.Empty(SchemaBuilder.Build(SnapshotFormat.Header + "\nCREATE TABLE a (id int);").Problems);
    }

    private static string[] Compare(string before, string after, bool withEstimates = false) =>
        [.. SchemaComparison.Compare(SchemaBuilder.Build(before), SchemaBuilder.Build(after), withEstimates).Select(change =>
            $"{change.Kind.ToString().ToLowerInvariant()} {change.ObjectKind} {change.Name}: " + string.Join(", ", change.Properties.Select(property => $"{property.Name} {(property.Before is null ? "" : property.Before + " ")}-> {property.After}")))];
}
