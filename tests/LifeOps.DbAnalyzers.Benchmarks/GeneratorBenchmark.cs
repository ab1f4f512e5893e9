using System.Diagnostics;
using System.Globalization;
using System.Text;
using LifeOps.DbAnalyzers.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.Benchmarks;

/// <summary>The generator over 1,000, 2,000 and 10,000 tables: cold, and after three edits, with what ran again.</summary>
internal static class GeneratorBenchmark
{
    public static void Run()
    {
        Measure(200, quiet: true);
        var ofThousand = Measure(1_000, quiet: false);
        var ofTwoThousand = Measure(2_000, quiet: false);
        var ofTenThousand = Measure(10_000, quiet: false);
        Console.WriteLine($"cold, 10,000 tables : 2,000 = {ofTenThousand / ofTwoThousand:F2}, 10,000 : 1,000 = {ofTenThousand / ofThousand:F2}, 2,000 : 1,000 = {ofTwoThousand / ofThousand:F2}");
    }

    /// <returns>Milliseconds of the cold run.</returns>
    private static double Measure(int tables, bool quiet)
    {
        var text = Schema(tables);
        var file = new SchemaText(text);
        var compilation = CSharpCompilation.Create(
            "Consumer",
            [CSharpSyntaxTree.ParseText("class A { }")],
            [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new RowRecordGenerator().AsSourceGenerator()],
            [file],
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

        var cold = Report("cold", ref driver, compilation);
        compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], CSharpSyntaxTree.ParseText("class B { int c; }"));
        Report("C# edit", ref driver, compilation);
        Edit("one table edited", text.Replace("  c_5 text NOT NULL,\n  marker_17 int", "  c_5 text,\n  marker_17 int"));
        Edit("one comment edited", file.Text.Replace("COMMENT ON TABLE table_000017s IS 'Table 17'", "COMMENT ON TABLE table_000017s IS 'Seventeen'"));
        return cold;

        void Edit(string what, string edited)
        {
            if (edited == file.Text)
                throw new InvalidOperationException("Nothing was edited.");
            var next = new SchemaText(edited);
            driver = driver.ReplaceAdditionalText(file, next);
            file = next;
            Report(what, ref driver, compilation);
        }

        double Report(string what, ref GeneratorDriver current, Compilation input)
        {
            var clock = Stopwatch.StartNew();
            current = current.RunGenerators(input);
            clock.Stop();
            if (quiet)
                return 0;

            var result = current.GetRunResult().Results[0];
            if (result.Exception is not null)
                throw new InvalidOperationException("The generator threw.", result.Exception);
            var own = result.TrackedSteps.Where(step => step.Key.StartsWith("LifeOps.", StringComparison.Ordinal)).SelectMany(step => step.Value).SelectMany(step => step.Outputs);
            var steps = result.TrackedSteps.Where(step => step.Key.StartsWith("LifeOps.", StringComparison.Ordinal)).SelectMany(step => step.Value)
                .Count(step => step.Outputs.Any(output => output.Reason != IncrementalStepRunReason.Cached));
            var changed = own.Count(output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);
            var written = result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).Count(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
            Console.WriteLine($"{tables,7:N0} tables  {what,-20}{clock.Elapsed.TotalMilliseconds,9:F1} ms  {steps,6} steps ran  {changed,6} models changed  {written,6} files written of {result.GeneratedSources.Length}");
            return clock.Elapsed.TotalMilliseconds;
        }
    }

    private static string Schema(int tables)
    {
        var text = new StringBuilder();
        for (var i = 0; i < tables; i++)
        {
            var name = "table_" + i.ToString("D6", CultureInfo.InvariantCulture) + "s";
            text.Append("CREATE TABLE ").Append(name).Append(" (\n  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n  c_1 text NOT NULL,\n  c_2 integer,\n  c_3 timestamptz NOT NULL DEFAULT now(),\n")
                .Append("  c_4 jsonb NOT NULL DEFAULT '{}',\n  c_5 text NOT NULL,\n  marker_").Append(i).Append(" int,\n  c_7 numeric(12,2),\n  c_8 boolean NOT NULL DEFAULT false,\n  c_9 text[],\n  c_10 date,\n  c_11 bigint NOT NULL\n);\n")
                .Append("CREATE INDEX idx_").Append(name).Append("_1 ON ").Append(name).Append(" (c_1);\n")
                .Append("COMMENT ON TABLE ").Append(name).Append(" IS 'Table ").Append(i).Append("';\n");
        }

        return text.ToString();
    }

    private sealed class SchemaText(string text) : AdditionalText
    {
        private readonly SourceText _source = SourceText.From(text);

        public string Text { get; } = text;

        public override string Path => "/0/db/large.schema.sql";

        public override SourceText GetText(CancellationToken cancellationToken = default) => _source;
    }
}
