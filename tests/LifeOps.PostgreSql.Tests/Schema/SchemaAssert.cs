using LifeOps.PostgreSql.Schema;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Schema;

/// <summary>Short forms for tests of folding.</summary>
internal static class SchemaAssert
{
    /// <summary>Folds a text that has no problems.</summary>
    public static DatabaseSchema Fold(string sql)
    {
        var schema = SchemaBuilder.Build(sql);
        Assert.Equal("", string.Join(Environment.NewLine, schema.Problems.Select(problem => problem.Message)));
        return schema;
    }

    /// <summary>The one table of a text that has no problems.</summary>
    public static Table FoldTable(string sql) => Assert.Single(Fold(sql).Tables);

    /// <summary>Asserts the one problem of a text: <c>[|...|]</c> in it marks the place.</summary>
    public static DatabaseSchema Problem(string markup, string message, string ruleId = "LDB0002")
    {
        var start = markup.IndexOf("[|", StringComparison.Ordinal);
        var end = markup.IndexOf("|]", StringComparison.Ordinal);
        var sql = markup.Remove(end, 2).Remove(start, 2);
        var schema = SchemaBuilder.Build([("db/x.schema.sql", sql)]);

        var problem = Assert.Single(schema.Problems);
        Assert.Equal(message, problem.Message);
        Assert.Equal(ruleId, problem.RuleId);
        Assert.Equal("db/x.schema.sql", problem.Location.File);
        Assert.Equal(sql[start..(end - 2)], problem.Location.Span.Of(sql));
        Assert.Equal(start, problem.Location.Span.Start);
        return schema;
    }

    /// <summary>Columns as name, type and not null.</summary>
    public static string Describe(IEnumerable<Column> columns) =>
        string.Join(", ", columns.Select(column => $"{column.Name} {column.Type}{(column.IsNotNull ? " not null" : "")}"));
}
