using LifeOps.DbAnalyzers.Generators;
using LifeOps.DbAnalyzers.Generators.Model;
using LifeOps.PostgreSql.Schema;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Generators;

/// <summary>Which columns of an insert shape may be left out. Found by random schemas: the catalog keeps DEFAULT NULL for types with a length and for domains.</summary>
public class DefaultValueTests
{
    [Theory]
    [InlineData("NULL", true)]
    [InlineData("null::varchar(5)", true)]
    [InlineData("(NULL)::bit varying(5)::text", true)]
    [InlineData("'null'", false)]
    [InlineData("coalesce(NULL, 1)", false)]
    [InlineData("NULL IS NULL", false)]
    [InlineData("1", false)]
    [InlineData("null) FROM (", false)]
    public void IsNull_SeesThroughCasts(string expression, bool isNull) => Assert.Equal(isNull, DefaultValue.IsNull(expression));

    [Fact]
    public void DefaultNull_IsNoDefault()
    {
        var schema = SchemaBuilder.Build(
            """
            CREATE DOMAIN code AS text DEFAULT 'none';
            CREATE DOMAIN empty_code AS code DEFAULT NULL;
            CREATE TABLE t (a varchar(5) NOT NULL DEFAULT NULL, b varchar(5) DEFAULT NULL, c varchar(5) NOT NULL DEFAULT 'x', d code NOT NULL, e code NOT NULL DEFAULT NULL, f empty_code);
            """);

        var members = Assert.Single(GeneratedSources.BuildModel(schema).Relations).Members;

        Assert.Equal(
            [InsertRole.Required, InsertRole.Nullable, InsertRole.Defaulted, InsertRole.Defaulted, InsertRole.Required, InsertRole.Nullable],
            members.Select(member => member.Insert));
    }

    [Fact]
    public void BitWithoutLength_IsNoBool()
    {
        var schema = SchemaBuilder.Build("CREATE TABLE t (a bit NOT NULL, b bit(8) NOT NULL); CREATE VIEW v AS SELECT array_agg(b) AS all_b FROM t;");

        var files = GeneratedSources.EmitAndCompile(schema);

        Assert.Contains("public required bool A { get; init; }", files["App.Data.T.g.cs"]);
        Assert.Contains("global::System.Collections.BitArray[]? AllB", files["App.Data.V.g.cs"]);
    }
}
