using System.Globalization;
using System.Text;
using LifeOps.DbAnalyzers.Generators;
using Microsoft.CodeAnalysis;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Generators;

/// <summary>How much is done for 10,000 tables, counted in steps and files: time says little on a busy machine.</summary>
public class LargeSchemaTests
{
    private const string Path = "/0/db/large.schema.sql";
    private const int Tables = 10_000;

    [Fact]
    public void TenThousandTables_AreOneStepEachAndAnEditIsOneFile()
    {
        var schema = Schema();
        var run = new GeneratorRun([], compiles: false, (Path, schema));

        Assert.Equal(Tables + 1, run.Result.GeneratedSources.Length);
        Assert.Single(run.Reasons(RowRecordGenerator.Steps.Schemas));
        Assert.Equal(Tables, run.Reasons(RowRecordGenerator.Steps.Relations).Count());
        Assert.Equal(Tables + 1, run.OutputReasons.Count());

        run.EditCSharp("public class B { }");
        Assert.All(run.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(run.Reasons(RowRecordGenerator.Steps.Files), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(run.Reasons(RowRecordGenerator.Steps.Schemas), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));

        var edited = schema.Replace("marker_5000 text NOT NULL", "marker_5000 text");
        run.EditFile(Path, edited);
        AssertOneFileWritten(run);

        run.EditFile(Path, edited.Replace("'Table 7000'", "'Seven thousand'"));
        AssertOneFileWritten(run);
    }

    private static void AssertOneFileWritten(GeneratorRun run)
    {
        Assert.Single(run.Reasons(RowRecordGenerator.Steps.Relations), reason => reason == IncrementalStepRunReason.Modified);
        Assert.DoesNotContain(run.Reasons(RowRecordGenerator.Steps.Relations), reason => reason == IncrementalStepRunReason.New);
        Assert.Single(run.OutputReasons, reason => reason != IncrementalStepRunReason.Cached);
    }

    private static string Schema()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Tables; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"CREATE TABLE large_{i}s (id uuid PRIMARY KEY, marker_{i} text NOT NULL);\n");
            text.Append(CultureInfo.InvariantCulture, $"COMMENT ON TABLE large_{i}s IS 'Table {i}';\n");
        }

        return text.ToString();
    }
}
