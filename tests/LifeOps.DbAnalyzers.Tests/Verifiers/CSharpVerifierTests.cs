using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;
using Xunit.Sdk;

namespace LifeOps.DbAnalyzers.Tests.Verifiers;

/// <summary>The verifier fails where it must: a test that cannot fail proves nothing.</summary>
public sealed class CSharpVerifierTests
{
    private const string TwoBadFields = """
        class C
        {
            int [|bad|];
            int [|bad2|];
        }
        """;

    [Fact]
    public Task ExpectedFindings_Pass() => CSharpAnalyzerVerifier<BadNames>.VerifyAnalyzerAsync(TwoBadFields);

    [Fact]
    public Task FindingNotExpected_Fails() => FailsAsync(() =>
        CSharpAnalyzerVerifier<BadNames>.VerifyAnalyzerAsync("class C { int bad; }"));

    [Fact]
    public Task FindingNotReported_Fails() => FailsAsync(() =>
        CSharpAnalyzerVerifier<BadNames>.VerifyAnalyzerAsync("class C { int [|good|]; }"));

    [Fact]
    public Task FindingElsewhere_Fails() => FailsAsync(() =>
        CSharpAnalyzerVerifier<BadNames>.VerifyAnalyzerAsync("class C { [|int bad|]; }"));

    [Fact]
    public Task CompilerError_Fails() => FailsAsync(() =>
        CSharpAnalyzerVerifier<BadNames>.VerifyAnalyzerAsync("class C { Unknown field; }"));

    [Fact]
    public Task CompilerErrorInMarkup_Passes() =>
        CSharpAnalyzerVerifier<BadNames>.VerifyAnalyzerAsync("class C { {|CS0246:Unknown|} field; }");

    [Fact]
    public Task AnalyzerThatThrows_Fails() => FailsAsync(() =>
        CSharpAnalyzerVerifier<Throws>.VerifyAnalyzerAsync("class C { int field; }"));

    [Fact]
    public Task Message_IsCompared() => FailsAsync(() =>
        CSharpAnalyzerVerifier<BadNames>.VerifyAnalyzerAsync(
            "class C { int {|#0:bad|}; }", new DiagnosticResult("TEST1").WithLocation(0).WithMessage("another")));

    [Fact]
    public Task MessageAndSeverity_Pass() =>
        CSharpAnalyzerVerifier<BadNames>.VerifyAnalyzerAsync(
            "class C { int {|#0:bad|}; }",
            new DiagnosticResult("TEST1").WithLocation(0).WithMessage("bad is bad").WithSeverity(DiagnosticSeverity.Warning));

    [Fact]
    public Task Pragma_Suppresses() => CSharpAnalyzerVerifier<BadNames>.VerifyAnalyzerAsync("""
        class C
        {
        #pragma warning disable TEST1
            int bad;
        #pragma warning restore TEST1
            int [|bad2|];
        }
        """);

    [Fact]
    public Task SeverityNoneInEditorConfig_Suppresses() =>
        new CSharpAnalyzerTest<BadNames>
        {
            TestCode = "class C { int bad; }",
            Options = { ["dotnet_diagnostic.TEST1.severity"] = "none" },
        }.RunAsync();

    [Fact]
    public Task FindingInAdditionalFile_IsCompared() =>
        new CSharpAnalyzerTest<BadNames>
        {
            TestCode = "class C { }",
            AdditionalFiles = { ("db/app.schema.sql", "select 1;\n[|bad|]") },
        }.RunAsync();

    [Fact]
    public Task Fix_IsAppliedOneByOneAndInAllScopes() =>
        CSharpCodeFixVerifier<BadNames, Rename>.VerifyCodeFixAsync(TwoBadFields, """
            class C
            {
                int good;
                int good2;
            }
            """);

    [Fact]
    public Task FixedTextThatDiffers_Fails() => FailsAsync(() =>
        CSharpCodeFixVerifier<BadNames, Rename>.VerifyCodeFixAsync("class C { int [|bad|]; }", "class C { int better; }"));

    [Fact]
    public Task FixThatDoesNotCompile_Fails() => FailsAsync(() =>
        CSharpCodeFixVerifier<BadNames, Rename>.VerifyCodeFixAsync("class C { int good, [|bad|]; }", "class C { int good, good; }"));

    [Fact]
    public Task FixOfferedWhereNoneShouldBe_Fails() => FailsAsync(() =>
        CSharpCodeFixVerifier<BadNames, Rename>.VerifyNoCodeFixAsync("class C { int [|bad|]; }"));

    private static async Task FailsAsync(Func<Task> verify) => await Assert.ThrowsAnyAsync<XunitException>(verify);

#pragma warning disable RS1001, RS1016, RS1036, RS1038, RS2008 // analyzers of this test only: nothing loads them
    private sealed class BadNames : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Rule = new("TEST1", "Bad name", "{0} is bad", "Test", DiagnosticSeverity.Warning, true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSymbolAction(
                field =>
                {
                    if (field.Symbol.Name.StartsWith("bad", StringComparison.Ordinal))
                        field.ReportDiagnostic(Diagnostic.Create(Rule, field.Symbol.Locations[0], field.Symbol.Name));
                },
                SymbolKind.Field);
            context.RegisterAdditionalFileAction(file =>
            {
                var text = file.AdditionalFile.GetText()!;
                var span = new TextSpan(text.ToString().IndexOf("bad", StringComparison.Ordinal), 3);
                file.ReportDiagnostic(Diagnostic.Create(Rule, Location.Create(file.AdditionalFile.Path, span, text.Lines.GetLinePositionSpan(span)), "bad"));
            });
        }
    }

    private sealed class Throws : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Rule = new("TEST2", "Throws", "Throws", "Test", DiagnosticSeverity.Warning, true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSymbolAction(_ => throw new InvalidOperationException("on purpose"), SymbolKind.Field);
        }
    }

    private sealed class Rename : CodeFixProvider
    {
        public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TEST1"];

        public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

        public override Task RegisterCodeFixesAsync(CodeFixContext context)
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    "Rename",
                    async cancellationToken =>
                    {
                        var root = (await context.Document.GetSyntaxRootAsync(cancellationToken))!;
                        var declarator = root.FindToken(context.Span.Start).Parent!.FirstAncestorOrSelf<VariableDeclaratorSyntax>()!;
                        var name = Microsoft.CodeAnalysis.CSharp.SyntaxFactory.Identifier(declarator.Identifier.Text.Replace("bad", "good"));
                        return context.Document.WithSyntaxRoot(root.ReplaceNode(declarator, declarator.WithIdentifier(name)));
                    },
                    equivalenceKey: "Rename"),
                context.Diagnostics);
            return Task.CompletedTask;
        }
    }
#pragma warning restore RS1001, RS1016, RS1036, RS1038, RS2008
}
