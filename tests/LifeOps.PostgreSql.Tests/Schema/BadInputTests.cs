using System.Text;
using LifeOps.PostgreSql.Schema;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Schema;

public class BadInputTests
{
    private const string Sample =
        """
        CREATE TYPE mood AS ENUM ('a', 'b'); CREATE DOMAIN d AS text CHECK (VALUE <> '');
        CREATE TABLE p (id serial PRIMARY KEY, m mood, x d, at timestamptz DEFAULT now(), CHECK (id > 0)) WITH (fillfactor = 70);
        CREATE TABLE c (LIKE p INCLUDING ALL, p_id int REFERENCES p ON DELETE CASCADE, EXCLUDE USING gist (p_id WITH =)) PARTITION BY RANGE (at);
        CREATE UNIQUE INDEX i ON p (lower(x)) INCLUDE (m) WHERE m = 'a';
        CREATE MATERIALIZED VIEW v WITH (timescaledb.continuous) AS SELECT count(*) FILTER (WHERE true) OVER (), t.* FROM p t, LATERAL (SELECT 1) l WITH NO DATA;
        ALTER TABLE p ADD COLUMN y int DEFAULT 1, DROP COLUMN x CASCADE, ALTER m TYPE text;
        SELECT create_hypertable('p', by_range('at', INTERVAL '1 day')); COMMENT ON COLUMN p.m IS 'x'; DROP TABLE p, c CASCADE;
        """;

    [Fact]
    public void EveryPrefix_FoldsWithoutException()
    {
        for (var length = 0; length < Sample.Length; length++)
            SchemaBuilder.Build(Sample[..length]);
    }

    [Fact]
    public void EveryTokenLeftOut_FoldsWithoutException()
    {
        var words = Sample.Split(' ');
        for (var i = 0; i < words.Length; i++)
            SchemaBuilder.Build(string.Join(' ', words.Where((_, at) => at != i)));
    }

    [Fact]
    public void CutOffSnapshot_KeepsWhatIsThere()
    {
        var schema = SchemaBuilder.Build("CREATE TABLE a (x int); CREATE TABLE b (y int, z te");

        Assert.Equal(["a", "b"], schema.Tables.Select(table => table.Name));
        Assert.Equal("LDB0001", Assert.Single(schema.Problems).RuleId);
    }

    [Fact]
    public void NamesWithEveryCharacter_AreKept()
    {
        const string Name = "a \"quoted\" */ -- name\n{0}\u0001";
        var table = SchemaAssert.FoldTable($"CREATE TABLE \"{Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\" (\"class\" int)");

        Assert.Equal(Name, table.Name);
    }

    [Fact]
    public void ManyTables_AreFolded()
    {
        var script = new StringBuilder();
        for (var i = 0; i < 5_000; i++)
            script.Append(System.Globalization.CultureInfo.InvariantCulture, $"CREATE TABLE t{i} (id int PRIMARY KEY, p int REFERENCES t{i / 2}); CREATE INDEX ON t{i} (p);\n");

        var schema = SchemaAssert.Fold(script.ToString());
        Assert.Equal(5_000, schema.Tables.Count);
        Assert.All(schema.Tables, table => Assert.Equal(2, table.Indexes.Count));
    }

    [Fact]
    public void TooManyColumns_AreReported()
    {
        var schema = SchemaBuilder.Build($"CREATE TABLE t ({string.Join(", ", Enumerable.Range(0, 1_700).Select(i => $"c{i} int"))})");

        Assert.Equal("tables can have at most 1600 columns", schema.Problems[0].Message);
    }
}
