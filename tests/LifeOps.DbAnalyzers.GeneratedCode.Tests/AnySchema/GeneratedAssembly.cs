using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using LifeOps.DbAnalyzers.Generators;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Npgsql;

namespace LifeOps.GeneratedCode.Tests.AnySchema;

/// <summary>What the generator writes for a schema, compiled and loaded.</summary>
public sealed class GeneratedAssembly
{
    /// <summary>Below LifeOps, so that rows are compared by what their composites hold.</summary>
    private const string Namespace = "LifeOps.AnySchema";

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly Assembly? _assembly;

    /// <param name="schema">A schema file's text.</param>
    /// <param name="metadata">The options of the file.</param>
    public GeneratedAssembly(string schema, IReadOnlyDictionary<string, string> metadata)
    {
        Run(schema, metadata, Namespace, out var updated);

        using var image = new MemoryStream();
        var result = updated.Emit(image);
        if (result.Diagnostics.Any(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning))
        {
            Problem = string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
            return;
        }

        image.Position = 0;
        // Not collectible: the runtime's background collector has crashed (10.0.12) over hundreds of such contexts, and a few megabytes do not matter.
        _assembly = new AssemblyLoadContext("generated").LoadFromStream(image);
        Records =
        [
            .. _assembly.GetTypes().Where(type => type.GetField("SelectList") is not null).OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => new RecordUnderTest(type)),
        ];
    }

    /// <summary>The files that are generated, by name.</summary>
    public static IEnumerable<(string Name, string Text)> Generate(string schema, IReadOnlyDictionary<string, string> metadata, string targetNamespace) =>
        from source in Run(schema, metadata, targetNamespace, out _).GetRunResult().Results.Single().GeneratedSources
        select (source.HintName, source.SourceText.ToString());

    private static GeneratorDriver Run(string schema, IReadOnlyDictionary<string, string> metadata, string targetNamespace, out Compilation updated)
    {
        var compilation = CSharpCompilation.Create(
            "Generated",
            [CSharpSyntaxTree.ParseText("", ParseOptions)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, warningLevel: 9999, nullableContextOptions: NullableContextOptions.Enable)
                // As in every project: libraries are built for older frameworks and libraries.
                .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]));
        return CSharpGeneratorDriver.Create([new RowRecordGenerator().AsSourceGenerator()], [new SchemaFile(schema)], ParseOptions, new OptionsProvider(metadata, targetNamespace))
            .RunGeneratorsAndUpdateCompilation(compilation, out updated, out _);
    }

    /// <summary>Errors and warnings of the compiler; null when there are none, and the rest can be used.</summary>
    public string? Problem { get; }

    public IReadOnlyList<RecordUnderTest> Records { get; } = [];

    /// <summary>The record of a table or view; null when it has none.</summary>
    public RecordUnderTest? Find(string schema, string name) =>
        Records.SingleOrDefault(record => record.TableName == SqlIdentifier.Quote(schema) + "." + SqlIdentifier.Quote(name));

    public void UseLifeOpsTypes(NpgsqlDataSourceBuilder builder) =>
        _assembly!.GetType(Namespace + ".LifeOpsTypes")!.GetMethods().Single(method => method.Name == "UseLifeOpsTypes" && method.IsGenericMethod)
            .MakeGenericMethod(typeof(NpgsqlDataSourceBuilder)).Invoke(null, [builder]);

    private sealed class SchemaFile(string text) : AdditionalText
    {
        public override string Path => "/any.schema.sql";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class OptionsProvider(IReadOnlyDictionary<string, string> metadata, string targetNamespace) : AnalyzerConfigOptionsProvider
    {
        private readonly Options _file = new(metadata.Append(new("LifeOpsNamespace", targetNamespace)).ToDictionary(pair => "build_metadata.AdditionalFiles." + pair.Key, pair => pair.Value));

        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options([]);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _file;
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
#nullable disable annotations // NotNullWhenAttribute is ambiguous here: the analyzers' assembly has its own.
        public override bool TryGetValue(string key, out string value) => values.TryGetValue(key, out value);
#nullable restore annotations
    }
}
