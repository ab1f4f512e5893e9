using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.EmbeddedSql;

/// <summary>C# code with one call of <c>Run(sql)</c> or <c>Format(sql)</c>, and the texts its argument gives.</summary>
internal sealed class SqlSnippet
{
    private SqlSnippet(IReadOnlyList<SqlText> texts, IOperation argument)
    {
        Texts = texts;
        Argument = argument;
    }

    public IReadOnlyList<SqlText> Texts { get; }

    public IOperation Argument { get; }

    public SqlText Text => Assert.Single(Texts);

    /// <summary>The texts, a hole shown as its kind's first letter in angle brackets.</summary>
    public IEnumerable<string> Shown => Texts.Select(Show);

    /// <summary>An expression as the argument.</summary>
    public static SqlSnippet Expression(string expression) => Body("Run(" + expression + ");");

    /// <summary>Statements of a method with some parameters.</summary>
    public static SqlSnippet Body(string statements) => Members(
        "void M(bool flag, bool other, int number, string name, string[] names, object value)\n    {\n        " + statements + "\n    }");

    /// <summary>Members of a class; further files hold whole types.</summary>
    public static SqlSnippet Members(string members, params string[] otherFiles) => File($$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        partial class C
        {
            static void Run(string sql) { }
            static void Format(FormattableString sql) { }
            {{members}}
        }
        """, otherFiles);

    /// <summary>Each expression as the argument of a call of its own; one compilation for all.</summary>
    public static IReadOnlyList<SqlSnippet> Expressions(IEnumerable<string> expressions) => Files($$"""
        class C
        {
            static void Run(string sql) { }
            void M()
            {
                {{string.Concat(expressions.Select(expression => "Run(" + expression + ");\n"))}}
            }
        }
        """);

    public static SqlSnippet File(string source, params string[] otherFiles) => Assert.Single(Files(source, otherFiles));

    private static IReadOnlyList<SqlSnippet> Files(string source, params string[] otherFiles)
    {
        var trees = otherFiles.Prepend(source)
            .Select((text, i) => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest), path: $"/{i}.cs"))
            .ToList();
        var references = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "refs"), "System*.dll")
            .Select(file => MetadataReference.CreateFromFile(file));
        var compilation = CSharpCompilation.Create("Snippet", trees, references, new(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        var model = compilation.GetSemanticModel(trees[0]);
        var reader = new SqlTextReader(compilation);
        return
        [
            .. trees[0].GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
                .Where(invocation => invocation.Expression is IdentifierNameSyntax { Identifier.ValueText: "Run" or "Format" })
                .Select(call => ((IInvocationOperation)model.GetOperation(call)!).Arguments[0].Value)
                .Select(argument => new SqlSnippet([.. reader.Read(argument, CancellationToken.None)], argument)),
        ];
    }

    /// <summary>The source that a part of the text maps to; the part must occur once.</summary>
    public string SourceOf(string part)
    {
        var text = Text.Text;
        var start = text.IndexOf(part, StringComparison.Ordinal);
        Assert.True(start >= 0 && text.IndexOf(part, start + 1, StringComparison.Ordinal) < 0, $"`{part}` once in `{text}`");
        return SourceOf(Text.Map(new(start, part.Length)));
    }

    public static string SourceOf(Location location) => location.SourceTree!.GetText().ToString(location.SourceSpan);

    private static string Show(SqlText text)
    {
        var result = text.Text;
        foreach (var hole in text.Options.Holes.Reverse())
        {
            Assert.Equal(SqlHole.Filler, text.Text[hole.Span.Start]);
            result = result.Remove(hole.Span.Start, hole.Span.Length).Insert(hole.Span.Start, "<" + hole.Kind.ToString()[0] + ">");
        }

        return result;
    }
}
