using System.Collections.Immutable;
using LifeOps.DbAnalyzers.Generators;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Generators;

/// <summary>The generator in a driver, run again after edits, as an editor does.</summary>
internal sealed class GeneratorRun
{
    private readonly Dictionary<string, SchemaText> _files = [];
    private readonly OptionsProvider _options;
    private readonly bool _compiles;
    private GeneratorDriver _driver;
    private CSharpCompilation _compilation;

    public GeneratorRun(params (string Path, string Text)[] files)
        : this([], files)
    {
    }

    public GeneratorRun(Dictionary<string, string> metadata, params (string Path, string Text)[] files)
        : this(metadata, compiles: true, files)
    {
    }

    /// <param name="compiles">Whether what is generated is compiled, which takes its time with thousands of files.</param>
    public GeneratorRun(Dictionary<string, string> metadata, bool compiles, params (string Path, string Text)[] files)
    {
        _compiles = compiles;
        foreach (var (path, text) in files)
            _files.Add(path, new(path, text));
        _options = new OptionsProvider(metadata);
        _compilation = CSharpCompilation.Create(
            "Consumer",
            [CSharpSyntaxTree.ParseText("public class A { }")],
            ReferenceSets.Get(TestReferences.All),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _driver = CSharpGeneratorDriver.Create(
            [new RowRecordGenerator().AsSourceGenerator()],
            _files.Values,
            optionsProvider: _options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        Run();
    }

    /// <summary>The last run.</summary>
    public GeneratorRunResult Result { get; private set; }

    public ImmutableArray<Diagnostic> CompilationErrors { get; private set; }

    public IEnumerable<string> HintNames => Result.GeneratedSources.Select(source => source.HintName);

    public string Source(string hintName) => Result.GeneratedSources.Single(source => source.HintName == hintName).SourceText.ToString();

    public void EditCSharp(string code)
    {
        _compilation = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[0], CSharpSyntaxTree.ParseText(code));
        Run();
    }

    public void EditFile(string path, string text)
    {
        var edited = new SchemaText(path, text);
        _driver = _driver.ReplaceAdditionalText(_files[path], edited);
        _files[path] = edited;
        Run();
    }

    /// <summary>The reasons of a step's outputs in the last run.</summary>
    public IEnumerable<IncrementalStepRunReason> Reasons(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(run => run.Outputs).Select(output => output.Reason) : [];

    /// <summary>The reasons of all files written in the last run.</summary>
    public IEnumerable<IncrementalStepRunReason> OutputReasons =>
        Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs).Select(output => output.Reason);

    public IEnumerable<object> Values(string step) => Result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Value);

    private void Run()
    {
        Compilation? updated = null;
        _driver = _compiles ? _driver.RunGeneratorsAndUpdateCompilation(_compilation, out updated, out _) : _driver.RunGenerators(_compilation);
        Result = _driver.GetRunResult().Results.Single();
        Assert.Null(Result.Exception);
        CompilationErrors = [.. (updated?.GetDiagnostics() ?? []).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
    }

    private sealed class SchemaText(string path, string text) : AdditionalText
    {
        public override string Path { get; } = path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class OptionsProvider(Dictionary<string, string> metadata) : AnalyzerConfigOptionsProvider
    {
        private readonly Options _file = new(metadata.ToDictionary(pair => "build_metadata.AdditionalFiles." + pair.Key, pair => pair.Value));

        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(new() { ["build_property.RootNamespace"] = "App" });

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
