using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace LifeOps.DbAnalyzers.Fixes.Tests;

/// <summary>Applies a fix to a source as an editor would, and compiles what it is before and after.</summary>
internal static class FixApplication
{
    // The libraries of this process, since what is compiled here runs in it; not the test framework, which would make a project of tests of it.
    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => !Path.GetFileName(path).StartsWith("LifeOps", StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith("xunit", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly CSharpCompilationOptions CompilationOptions = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>The source after the fix of every finding, and how many there were. Fix All gives the same source.</summary>
    public static async Task<(string Source, int Fixes)> ApplyAsync(ProofCase proof, string schema)
    {
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, proof, schema);
        var original = document;
        var fixes = 0;
        while (await NextActionAsync(document, proof) is { } action)
        {
            Assert.True(++fixes < 10, "The fix does not end.");
            var operations = await action.GetOperationsAsync(CancellationToken.None);
            document = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        }

        var source = (await document.GetTextAsync()).ToString();
        if (fixes > 0)
            Assert.Equal(source, await ApplyToAllAsync(original, proof));
        return (source, fixes);
    }

    private static async Task<string> ApplyToAllAsync(Document document, ProofCase proof)
    {
        var trigger = await NextActionAsync(document, proof);
        var context = new FixAllContext(document, proof.Fix, FixAllScope.Document, trigger!.EquivalenceKey!, proof.Fix.FixableDiagnosticIds, new Findings(proof), CancellationToken.None);
        var all = await proof.Fix.GetFixAllProvider()!.GetFixAsync(context);
        var operations = await all!.GetOperationsAsync(CancellationToken.None);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        return (await changed.GetTextAsync()).ToString();
    }

    private sealed class Findings(ProofCase proof) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await FindAsync(project.Documents.Single(), proof);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => await FindAsync(document, proof);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult(Enumerable.Empty<Diagnostic>());
    }

    /// <summary>What the analyzer says that the fix could be for.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> FindingsAsync(ProofCase proof, string schema)
    {
        using var workspace = new AdhocWorkspace();
        return await FindAsync(Open(workspace, proof, schema), proof);
    }

    private static Document Open(AdhocWorkspace workspace, ProofCase proof, string schema)
    {
        var projectId = ProjectId.CreateNewId();
        var documentId = DocumentId.CreateNewId(projectId);
        return workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(projectId, VersionStamp.Default, "Proof", "Proof", LanguageNames.CSharp, compilationOptions: CompilationOptions, metadataReferences: References))
            .AddDocument(documentId, "Service.cs", SourceText.From(proof.Source), filePath: "/0/Service.cs")
            .AddAdditionalDocument(DocumentId.CreateNewId(projectId), "shop.schema.sql", SourceText.From(schema), filePath: "/0/shop.schema.sql")
            .GetDocument(documentId)!;
    }

    /// <summary>Compiles a source and loads it; its entry point.</summary>
    public static MethodInfo Load(string source)
    {
        var compilation = CSharpCompilation.Create("Proof" + Guid.NewGuid().ToString("N"), [CSharpSyntaxTree.ParseText(source)], References, CompilationOptions);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)) + "\n" + source);
        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Id.StartsWith("CS86", StringComparison.Ordinal));
        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image).GetType("Entry")!.GetMethod("Start")!;
    }

    private static async Task<List<Diagnostic>> FindAsync(Document document, ProofCase proof)
    {
        var compilation = await document.Project.GetCompilationAsync();
        Assert.DoesNotContain(compilation!.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var options = new CompilationWithAnalyzersOptions(
            document.Project.AnalyzerOptions, onAnalyzerException: (exception, _, _) => Assert.Fail(exception.ToString()), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var diagnostics = await compilation.WithAnalyzers([proof.Analyzer], options).GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.Where(diagnostic => proof.Fix.FixableDiagnosticIds.Contains(diagnostic.Id)).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    private static async Task<CodeAction?> NextActionAsync(Document document, ProofCase proof)
    {
        CodeAction? first = null;
        foreach (var diagnostic in await FindAsync(document, proof))
        {
            await proof.Fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => first ??= action, CancellationToken.None));
            if (first is not null)
                break;
        }

        return first;
    }
}
