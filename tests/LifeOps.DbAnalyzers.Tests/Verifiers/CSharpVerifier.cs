using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Verifiers;

/// <summary>Which libraries the test source sees besides .NET itself.</summary>
[Flags]
public enum TestReferences
{
    Framework = 0,
    Npgsql = 1,
    Dapper = 2,
    EfCore = 4 | Npgsql,
    All = Npgsql | Dapper | EfCore,
}

/// <summary>Checks what an analyzer reports; expected places stand in the source as <c>[|...|]</c>, <c>{|LDB1001:...|}</c> or <c>{|#0:...|}</c>.</summary>
public static class CSharpAnalyzerVerifier<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    public static DiagnosticResult Diagnostic(string id) => new(id);

    public static Task VerifyAnalyzerAsync([StringSyntax("c#-test")] string source, params DiagnosticResult[] expected)
    {
        var test = new CSharpAnalyzerTest<TAnalyzer> { TestCode = source };
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }
}

/// <summary>Checks what an analyzer reports and what its fix makes of it: one at a time, and with Fix All where the fix has it.</summary>
public static class CSharpCodeFixVerifier<TAnalyzer, TCodeFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TCodeFix : CodeFixProvider, new()
{
    public static DiagnosticResult Diagnostic(string id) => new(id);

    public static Task VerifyAnalyzerAsync([StringSyntax("c#-test")] string source, params DiagnosticResult[] expected) =>
        CSharpAnalyzerVerifier<TAnalyzer>.VerifyAnalyzerAsync(source, expected);

    public static Task VerifyCodeFixAsync([StringSyntax("c#-test")] string source, [StringSyntax("c#-test")] string fixedSource) =>
        new CSharpCodeFixTest<TAnalyzer, TCodeFix> { TestCode = source, FixedCode = fixedSource }.RunAsync();

    /// <summary>The findings are reported, and no fix is offered for any of them.</summary>
    public static Task VerifyNoCodeFixAsync([StringSyntax("c#-test")] string source) =>
        new CSharpCodeFixTest<TAnalyzer, TCodeFix> { TestCode = source, FixedCode = source }.RunAsync();
}

/// <summary>A finding that markup cannot say in full: with its message, or without a place.</summary>
public sealed record DiagnosticResult(string Id)
{
    /// <summary>The number of a <c>{|#n:...|}</c> in the sources; null for a finding without a place.</summary>
    public int? Location { get; init; }

    /// <summary>The whole message; null when any will do.</summary>
    public string? Message { get; init; }

    public DiagnosticSeverity? Severity { get; init; }

    public DiagnosticResult WithLocation(int markupKey) => this with { Location = markupKey };

    public DiagnosticResult WithMessage(string message) => this with { Message = message };

    public DiagnosticResult WithSeverity(DiagnosticSeverity severity) => this with { Severity = severity };
}

/// <summary>One compilation and what the analyzer is expected to say about it.</summary>
public class CSharpAnalyzerTest<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>The main source; becomes <c>/0/Test0.cs</c>.</summary>
    [StringSyntax("c#-test")]
    public string TestCode { get; set; } = "";

    /// <summary>More sources, with markup: path (relative to <c>/0/</c>) and text.</summary>
    public List<(string Path, string Text)> Sources { get; } = [];

    /// <summary>AdditionalFiles, with markup: path (relative to <c>/0/</c>) and text.</summary>
    public List<(string Path, string Text)> AdditionalFiles { get; } = [];

    /// <summary>Analyzer config of all files, as the lines of a <c>[*]</c> section in <c>.editorconfig</c>.</summary>
    public Dictionary<string, string> Options { get; } = [];

    /// <summary>A global analyzer config: build properties and item metadata, sections included.</summary>
    public string GlobalConfig { get; set; } = "";

    public List<DiagnosticResult> ExpectedDiagnostics { get; } = [];

    public TestReferences References { get; set; } = TestReferences.All;

    public OutputKind OutputKind { get; set; } = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>What <c>[|...|]</c> stands for; by default the analyzer's only rule.</summary>
    public string? DefaultDiagnosticId { get; set; }

    public bool NullableEnabled { get; set; } = true;

    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var (solution, expected) = CreateSolution(TestCode, Sources, AdditionalFiles);
        await VerifyDiagnosticsAsync(solution, expected, ExpectedDiagnostics, "test source", cancellationToken);
        await RunFixesAsync(solution, cancellationToken);
    }

    /// <summary>What a code fix test does after the analyzer was checked.</summary>
    protected virtual Task RunFixesAsync(Solution solution, CancellationToken cancellationToken) => Task.CompletedTask;

    protected (Solution Solution, IReadOnlyList<ExpectedSpan> Expected) CreateSolution(
        string testCode, IEnumerable<(string Path, string Text)> sources, IEnumerable<(string Path, string Text)> additionalFiles)
    {
        var workspace = new AdhocWorkspace();
        var projectId = ProjectId.CreateNewId();
        var expected = new List<ExpectedSpan>();
        var compilationOptions = new CSharpCompilationOptions(OutputKind, allowUnsafe: true)
            .WithNullableContextOptions(NullableEnabled ? NullableContextOptions.Enable : NullableContextOptions.Disable);
        var solution = workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(
                projectId, VersionStamp.Default, "TestProject", "TestProject", LanguageNames.CSharp,
                compilationOptions: compilationOptions,
                parseOptions: new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Diagnose),
                metadataReferences: ReferenceSets.Get(References)));

        foreach (var (path, text) in sources.Prepend(("Test0.cs", testCode)))
            solution = solution.AddDocument(DocumentId.CreateNewId(projectId), Path.GetFileName(path), Parse(path, text), filePath: Rooted(path));

        solution = solution.AddDocument(DocumentId.CreateNewId(projectId), "ImplicitUsings.cs", SourceText.From(ImplicitUsings), filePath: Rooted("ImplicitUsings.cs"));

        foreach (var (path, text) in additionalFiles)
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(projectId), Path.GetFileName(path), Parse(path, text), filePath: Rooted(path));

        if (Options.Count > 0)
        {
            var text = new StringBuilder("root = true\n[*]\n");
            foreach (var (key, value) in Options)
                text.Append(key).Append(" = ").Append(value).Append('\n');
            solution = solution.AddAnalyzerConfigDocument(
                DocumentId.CreateNewId(projectId), ".editorconfig", SourceText.From(text.ToString()), filePath: Rooted(".editorconfig"));
        }

        if (GlobalConfig.Length > 0)
        {
            solution = solution.AddAnalyzerConfigDocument(
                DocumentId.CreateNewId(projectId), ".globalconfig", SourceText.From("is_global = true\n" + GlobalConfig), filePath: Rooted(".globalconfig"));
        }

        return (solution, expected);

        SourceText Parse(string path, string text)
        {
            var (plain, spans) = Markup.Parse(text);
            var source = SourceText.From(plain, Encoding.UTF8);
            foreach (var (label, span) in spans)
                expected.Add(new ExpectedSpan(label.Length == 0 ? DefaultId() : label, Rooted(path), source.Lines.GetLinePositionSpan(span)));
            return source;
        }
    }

    protected async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Project project, CancellationToken cancellationToken)
    {
        var compilation = await project.GetCompilationAsync(cancellationToken);
        Assert.NotNull(compilation);
        var failures = new List<string>();
        var options = new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions,
            onAnalyzerException: (exception, analyzer, _) => { lock (failures) failures.Add(analyzer.GetType().Name + ": " + exception); },
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var diagnostics = await compilation
            .WithAnalyzers([new TAnalyzer()], options)
            .GetAnalyzerDiagnosticsAsync(cancellationToken);
        Assert.True(failures.Count == 0, "The analyzer threw (AD0001):\n" + string.Join("\n", failures));
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");

        return [.. compilation.GetDiagnostics(cancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), .. diagnostics];
    }

    protected async Task VerifyDiagnosticsAsync(
        Solution solution, IReadOnlyList<ExpectedSpan> spans, IEnumerable<DiagnosticResult> results, string what, CancellationToken cancellationToken)
    {
        var actual = (await AnalyzeAsync(solution.Projects.Single(), cancellationToken)).ToList();
        var missing = new List<string>();

        foreach (var result in results)
        {
            var place = result.Location is { } key ? spans.Single(span => span.Label == "#" + key) : null;
            var match = actual.FirstOrDefault(diagnostic => Matches(diagnostic, result, place));
            if (match is null)
                missing.Add($"{result.Id} at {place?.ToString() ?? "no place"}{(result.Message is null ? "" : ": " + result.Message)}");
            else
                actual.Remove(match);
        }

        foreach (var span in spans.Where(span => span.Label[0] != '#'))
        {
            var match = actual.FirstOrDefault(diagnostic => diagnostic.Id == span.Label && IsAt(diagnostic, span));
            if (match is null)
                missing.Add($"{span.Label} at {span}");
            else
                actual.Remove(match);
        }

        Assert.True(
            missing.Count == 0 && actual.Count == 0,
            $"Findings of the {what} differ.\nExpected and not reported:\n{Lines(missing)}\nReported and not expected:\n{Lines(actual.Select(Show))}");
    }

    private static bool Matches(Diagnostic diagnostic, DiagnosticResult result, ExpectedSpan? place) =>
        diagnostic.Id == result.Id
        && (place is null ? diagnostic.Location == Location.None : IsAt(diagnostic, place))
        && (result.Message is null || diagnostic.GetMessage() == result.Message)
        && (result.Severity is null || diagnostic.Severity == result.Severity);

    private static bool IsAt(Diagnostic diagnostic, ExpectedSpan place) =>
        diagnostic.Location.GetLineSpan() is var line && line.Path == place.Path && line.Span == place.Span;

    private static string Show(Diagnostic diagnostic)
    {
        var text = diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan);
        return $"{diagnostic.Id} at {diagnostic.Location.GetLineSpan()}: {diagnostic.GetMessage()}{(text is null ? "" : " `" + text + "`")}";
    }

    private static string Lines(IEnumerable<string> items) => string.Concat(items.Select(item => "  " + item + "\n"));

    private string DefaultId()
    {
        if (DefaultDiagnosticId is not null)
            return DefaultDiagnosticId;
        var ids = new TAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id).Distinct().ToList();
        Assert.True(ids.Count == 1, "[|...|] needs DefaultDiagnosticId when the analyzer has several rules.");
        return ids[0];
    }

    private static string Rooted(string path) => path.StartsWith('/') ? path : "/0/" + path;

    /// <summary>A place that markup names: the id of a rule, or # and a number.</summary>
    protected sealed record ExpectedSpan(string Label, string Path, LinePositionSpan Span)
    {
        public override string ToString() => $"{Path}{Span}";
    }
}

/// <summary>One compilation, what the analyzer says about it, and what it is after the fixes.</summary>
public class CSharpCodeFixTest<TAnalyzer, TCodeFix> : CSharpAnalyzerTest<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TCodeFix : CodeFixProvider, new()
{
    // A fix that reports itself anew would never end.
    private const int MaxIterations = 100;

    /// <summary>The main source after all fixes; markup says what is still reported. Equal to TestCode: no fix is offered.</summary>
    [StringSyntax("c#-test")]
    public string FixedCode { get; set; } = "";

    /// <summary>Other files (sources and AdditionalFiles) that change: path and fixed text.</summary>
    public List<(string Path, string Text)> FixedFiles { get; } = [];

    /// <summary>Findings of the fixed code that markup cannot say.</summary>
    public List<DiagnosticResult> FixedDiagnostics { get; } = [];

    /// <summary>Chooses among several actions for one finding; null takes the first.</summary>
    public string? EquivalenceKey { get; set; }

    /// <summary>The expected title of the first action; null when any will do.</summary>
    public string? CodeActionTitle { get; set; }

    /// <summary>The main source after Fix All, where it differs from fixing one by one.</summary>
    [StringSyntax("c#-test")]
    public string? BatchFixedCode { get; set; }

    /// <summary>False for fixes whose Fix All is tested on its own.</summary>
    public bool TestFixAll { get; set; } = true;

    protected override async Task RunFixesAsync(Solution solution, CancellationToken cancellationToken)
    {
        var (fixedSolution, expected) = CreateFixedSolution(FixedCode);
        var iterated = await FixOneByOneAsync(solution, cancellationToken);
        await AssertEqualAsync(fixedSolution, iterated, "fixing one by one", cancellationToken);
        await VerifyDiagnosticsAsync(iterated, expected, FixedDiagnostics, "fixed source", cancellationToken);

        if (!TestFixAll || FixedCode == TestCode && FixedFiles.Count == 0 || new TCodeFix().GetFixAllProvider() is not { } fixAll)
            return;

        if (BatchFixedCode is not null)
            (fixedSolution, _) = CreateFixedSolution(BatchFixedCode);
        foreach (var scope in fixAll.GetSupportedFixAllScopes().Where(scope => scope is FixAllScope.Document or FixAllScope.Project or FixAllScope.Solution))
        {
            // Fix All in one document takes a C# document: there is none where all findings stand in additional files.
            if (scope == FixAllScope.Document && !(await FixableAsync(solution.Projects.Single(), cancellationToken)).Any(diagnostic => diagnostic.Location.IsInSource))
                continue;
            var batch = await FixAllAsync(solution, fixAll, scope, cancellationToken);
            await AssertEqualAsync(fixedSolution, batch, $"Fix All in {scope}", cancellationToken);
        }
    }

    private (Solution Solution, IReadOnlyList<ExpectedSpan> Expected) CreateFixedSolution(string code)
    {
        return CreateSolution(code, Sources.Select(Fixed), AdditionalFiles.Select(Fixed));

        (string Path, string Text) Fixed((string Path, string Text) file) =>
            FixedFiles.FirstOrDefault(candidate => candidate.Path == file.Path) is { Path: not null } changed ? changed : file;
    }

    private async Task<Solution> FixOneByOneAsync(Solution solution, CancellationToken cancellationToken)
    {
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            var next = await FixFirstAsync(solution, cancellationToken);
            if (next is null)
                return solution;
            solution = next;
        }

        Assert.Fail($"The fix did not come to an end in {MaxIterations} steps.");
        throw new UnreachableException();
    }

    private async Task<Solution?> FixFirstAsync(Solution solution, CancellationToken cancellationToken)
    {
        var project = solution.Projects.Single();
        foreach (var diagnostic in await FixableAsync(project, cancellationToken))
        {
            if (await FindActionAsync(project, diagnostic, cancellationToken) is not { } action)
                continue;
            if (CodeActionTitle is not null)
                Assert.Equal(CodeActionTitle, action.Title);
            var changed = await ApplyAsync(action, cancellationToken);
            Assert.True(
                changed.GetChanges(solution).GetProjectChanges().Any(),
                $"The fix \"{action.Title}\" for {diagnostic.Id} changed nothing.");
            return changed;
        }

        return null;
    }

    private async Task<Solution> FixAllAsync(Solution solution, FixAllProvider fixAll, FixAllScope scope, CancellationToken cancellationToken)
    {
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            var project = solution.Projects.Single();
            var next = default(Solution);
            foreach (var diagnostic in await FixableAsync(project, cancellationToken))
            {
                if (await FindActionAsync(project, diagnostic, cancellationToken) is not { } trigger)
                    continue;

                var context = FindDocument(project, diagnostic) is Document document
                    ? new FixAllContext(
                        document, new TCodeFix(), scope, trigger.EquivalenceKey!, [diagnostic.Id],
                        new DiagnosticProvider(this), cancellationToken)
                    : new FixAllContext(
                        project, new TCodeFix(), scope, trigger.EquivalenceKey!, [diagnostic.Id],
                        new DiagnosticProvider(this), cancellationToken);
                if (await fixAll.GetFixAsync(context) is not { } action)
                    continue;
                next = await ApplyAsync(action, cancellationToken);
                break;
            }

            if (next is null || !next.GetChanges(solution).GetProjectChanges().Any())
                return solution;
            solution = next;
        }

        Assert.Fail($"Fix All did not come to an end in {MaxIterations} steps.");
        throw new UnreachableException();
    }

    private async Task<IEnumerable<Diagnostic>> FixableAsync(Project project, CancellationToken cancellationToken)
    {
        var ids = new TCodeFix().FixableDiagnosticIds;
        return (await AnalyzeAsync(project, cancellationToken))
            .Where(diagnostic => ids.Contains(diagnostic.Id) && FindDocument(project, diagnostic) is not null)
            .OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal);
    }

    private async Task<CodeAction?> FindActionAsync(Project project, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (FindDocument(project, diagnostic) is not { } document)
            return null;
        var actions = new List<CodeAction>();
        var context = new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), cancellationToken);
        await new TCodeFix().RegisterCodeFixesAsync(context);
        return EquivalenceKey is null ? actions.FirstOrDefault() : actions.FirstOrDefault(action => action.EquivalenceKey == EquivalenceKey);
    }

    private static TextDocument? FindDocument(Project project, Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is { } tree)
            return project.GetDocument(tree);
        var path = diagnostic.Location.GetLineSpan().Path;
        return project.AdditionalDocuments.FirstOrDefault(document => document.FilePath == path);
    }

    private static async Task<Solution> ApplyAsync(CodeAction action, CancellationToken cancellationToken)
    {
        var operations = await action.GetOperationsAsync(cancellationToken);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
    }

    private static async Task AssertEqualAsync(Solution expected, Solution actual, string how, CancellationToken cancellationToken)
    {
        var expectedTexts = await TextsAsync(expected, cancellationToken);
        var actualTexts = await TextsAsync(actual, cancellationToken);
        Assert.Equal(expectedTexts.Keys.Order(), actualTexts.Keys.Order());
        foreach (var (path, text) in expectedTexts)
        {
            if (text != actualTexts[path])
                Assert.Fail($"{path} differs after {how}.\nExpected:\n{text}\nActual:\n{actualTexts[path]}");
        }
    }

    private static async Task<Dictionary<string, string>> TextsAsync(Solution solution, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<string, string>();
        var project = solution.Projects.Single();
        foreach (var document in project.Documents.Concat(project.AdditionalDocuments))
            texts.Add(document.FilePath ?? document.Name, (await document.GetTextAsync(cancellationToken)).ToString());
        return texts;
    }

    private sealed class DiagnosticProvider(CSharpCodeFixTest<TAnalyzer, TCodeFix> test) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await test.FixableAsync(project, cancellationToken);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await test.FixableAsync(document.Project, cancellationToken)).Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (await test.FixableAsync(project, cancellationToken)).Where(diagnostic => diagnostic.Location.SourceTree is null);
    }
}

/// <summary>Takes <c>[|...|]</c> and <c>{|label:...|}</c> out of a text and says where they stood; they may nest.</summary>
file static class Markup
{
    public static (string Text, IReadOnlyList<(string Label, TextSpan Span)> Spans) Parse(string source)
    {
        var text = new StringBuilder(source.Length);
        var spans = new List<(string, TextSpan)>();
        var open = new Stack<(string Label, int Start, char Close)>();
        for (var i = 0; i < source.Length; i++)
        {
            if (At(source, i, "[|"))
            {
                open.Push(("", text.Length, ']'));
                i++;
            }
            else if (At(source, i, "{|") && source.IndexOf(':', i) is var colon && colon > i + 2 && IsLabel(source.AsSpan(i + 2, colon - i - 2)))
            {
                open.Push((source[(i + 2)..colon], text.Length, '}'));
                i = colon;
            }
            else if (source[i] == '|' && i + 1 < source.Length && open.Count > 0 && source[i + 1] == open.Peek().Close)
            {
                var (label, start, _) = open.Pop();
                spans.Add((label, TextSpan.FromBounds(start, text.Length)));
                i++;
            }
            else
            {
                text.Append(source[i]);
            }
        }

        Assert.True(open.Count == 0, "Markup that is opened and not closed.");
        return (text.ToString(), spans);
    }

    private static bool At(string source, int index, string value) => string.CompareOrdinal(source, index, value, 0, value.Length) == 0;

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        foreach (var c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '#')
                return false;
        }

        return true;
    }
}

/// <summary>The reference assemblies of .NET 10, and the libraries from the output of the tests; read once.</summary>
internal static class ReferenceSets
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> Framework = Load(
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "refs"), "*.dll"));

    private static readonly Lazy<ImmutableArray<MetadataReference>> Npgsql = Load("Npgsql.dll");

    private static readonly Lazy<ImmutableArray<MetadataReference>> Dapper = Load("Dapper.dll");

    private static readonly Lazy<ImmutableArray<MetadataReference>> EfCore = Load(
        "Microsoft.EntityFrameworkCore.dll", "Microsoft.EntityFrameworkCore.Abstractions.dll", "Microsoft.EntityFrameworkCore.Relational.dll",
        "Npgsql.EntityFrameworkCore.PostgreSQL.dll",
        "Microsoft.Extensions.Caching.Abstractions.dll", "Microsoft.Extensions.Configuration.Abstractions.dll",
        "Microsoft.Extensions.DependencyInjection.Abstractions.dll", "Microsoft.Extensions.Logging.Abstractions.dll");

    public static IEnumerable<MetadataReference> Get(TestReferences references)
    {
        IEnumerable<MetadataReference> result = Framework.Value;
        if (references.HasFlag(TestReferences.Npgsql))
            result = result.Concat(Npgsql.Value);
        if (references.HasFlag(TestReferences.Dapper))
            result = result.Concat(Dapper.Value);
        if (references.HasFlag(TestReferences.EfCore))
            result = result.Concat(EfCore.Value);
        return result;
    }

    private static Lazy<ImmutableArray<MetadataReference>> Load(params string[] files) => new(() =>
        [.. files.Select(file => (MetadataReference)MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, file)))]);
}
