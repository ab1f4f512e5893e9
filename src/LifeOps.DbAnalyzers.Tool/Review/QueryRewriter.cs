using System.Collections.Immutable;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.DbAnalyzers.Tool.Reports;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>What a finding in C# looks like before and after.</summary>
/// <param name="Change">The title of the code fix that makes the change; null when there is none.</param>
/// <param name="Table">The first table of the SQL concerned; null when it is not known.</param>
internal sealed record CodeRewrite(string? Change, BeforeAndAfter? Code, BeforeAndAfter? Sql, string? Table);

/// <summary>Applies the package's own code fixes, in memory, to show the code as it should be.</summary>
internal sealed class QueryRewriter(Project project)
{
    private static readonly Dictionary<string, CodeFixProvider[]> FixesById = ProductAnalyzers.Fixes
        .SelectMany(fix => fix.FixableDiagnosticIds.Select(id => (Id: id, Fix: fix)))
        .GroupBy(pair => pair.Id)
        .ToDictionary(group => group.Key, group => group.Select(pair => pair.Fix).ToArray());

    /// <summary>Null when the finding stands in no document of the project.</summary>
    public async Task<CodeRewrite?> RewriteAsync(Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (diagnostic.Location.SourceTree is not { } tree || project.GetDocument(tree) is not { } document)
            return null;

        var text = await document.GetTextAsync(cancellationToken);
        var span = await StatementAroundAsync(document, diagnostic.Location.SourceSpan, cancellationToken);
        if (ChecklistOf(diagnostic) == "N+1")
            span = await LoopAroundAsync(document, text, span, cancellationToken);
        var sqlBefore = await SqlInAsync(document, diagnostic.Location.SourceSpan, cancellationToken);
        var table = sqlBefore is null ? null : StatementTables.Of(sqlBefore.Parse(cancellationToken));
        if (await FirstFixAsync(document, diagnostic, cancellationToken) is not { } action
            || await ApplyAsync(action, document, cancellationToken) is not { } changed)
        {
            return new(null, new(Lines(text, span), null), sqlBefore is null ? null : new(sqlBefore.Text.Trim(), null), table);
        }

        var newText = await changed.GetTextAsync(cancellationToken);
        var (before, after) = Hull(text, newText, span, newText.GetTextChanges(text));
        var sqlAfter = await SqlOfChangeAsync(changed, after, sqlBefore?.Text, cancellationToken);
        return new(
            action.Title,
            new(Lines(text, before), Lines(newText, after)),
            sqlBefore is null ? null : new(sqlBefore.Text.Trim(), sqlAfter?.Trim()),
            table);
    }

    private static async Task<CodeAction?> FirstFixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        foreach (var fix in FixesById.GetValueOrDefault(diagnostic.Id) ?? [])
        {
            var actions = new List<CodeAction>();
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), cancellationToken));
            if (actions.Count > 0)
                return actions[0];
        }

        return null;
    }

    private static async Task<Document?> ApplyAsync(CodeAction action, Document document, CancellationToken cancellationToken)
    {
        foreach (var operation in await action.GetOperationsAsync(cancellationToken))
        {
            if (operation is ApplyChangesOperation apply)
                return apply.ChangedSolution.GetDocument(document.Id);
        }

        return null;
    }

    /// <summary>The smallest statement, or member, that the finding stands in.</summary>
    private static async Task<TextSpan> StatementAroundAsync(Document document, TextSpan span, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken);
        var node = root!.FindNode(span, getInnermostNodeForTie: true);
        return (node.FirstAncestorOrSelf<SyntaxNode>(candidate => candidate is StatementSyntax and not BlockSyntax or MemberDeclarationSyntax) ?? node).Span;
    }

    private static string? ChecklistOf(Diagnostic diagnostic) => PostgreSql.Rules.RuleCatalog.All.First(rule => rule.Id == diagnostic.Id).Checklist;

    /// <summary>The loop that the statement stands in, when a reader can take it in at a glance: a query per iteration is its loop's fault.</summary>
    private static async Task<TextSpan> LoopAroundAsync(Document document, SourceText text, TextSpan statement, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken);
        var loop = root!.FindNode(statement).Ancestors().TakeWhile(node => node is not MemberDeclarationSyntax)
            .LastOrDefault(node => node is ForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax);
        return loop is not null && text.Lines.IndexOf(loop.Span.End) - text.Lines.IndexOf(loop.SpanStart) <= LongestLoop ? loop.Span : statement;
    }

    private const int LongestLoop = 30;

    /// <summary>The parts of both texts that show the change and the finding.</summary>
    private static (TextSpan Before, TextSpan After) Hull(SourceText text, SourceText newText, TextSpan finding, IReadOnlyList<TextChange> changes)
    {
        var start = finding.Start;
        var end = finding.End;
        foreach (var change in changes)
        {
            // A using directive at the top of the file is no part of the query.
            if (change.Span.End < finding.Start && !IsNear(text, change.Span.End, finding.Start))
                continue;
            start = Math.Min(start, change.Span.Start);
            end = Math.Max(end, change.Span.End);
        }

        var shift = changes.Where(change => change.Span.End <= start && change.Span.Start < start).Sum(change => (change.NewText?.Length ?? 0) - change.Span.Length);
        var growth = newText.Length - text.Length - shift - changes.Where(change => change.Span.Start > end).Sum(change => (change.NewText?.Length ?? 0) - change.Span.Length);
        return (TextSpan.FromBounds(start, end), TextSpan.FromBounds(Math.Clamp(start + shift, 0, newText.Length), Math.Clamp(end + shift + growth, 0, newText.Length)));
    }

    private const int NearLines = 60;

    private static bool IsNear(SourceText text, int position, int other) =>
        text.Lines.IndexOf(other) - text.Lines.IndexOf(position) < NearLines;

    /// <summary>The SQL of the call that the finding points at, or that the finding stands inside.</summary>
    private static async Task<SqlText?> SqlInAsync(Document document, TextSpan span, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken);
        var model = await document.GetSemanticModelAsync(cancellationToken);
        if (root is null || model is null || DataAccessSymbols.Create(model.Compilation) is not { } symbols)
            return null;
        foreach (var node in root.FindNode(span, getInnermostNodeForTie: true).AncestorsAndSelf())
        {
            if (node is StatementSyntax or MemberDeclarationSyntax)
                return null;
            if (model.GetOperation(node, cancellationToken) is not { } operation)
                continue;
            if (symbols.RecognizeSql(operation) is { } use)
                return SingleText(new SqlTextReader(model.Compilation).Read(use, cancellationToken));
            if (symbols.Recognize(operation)?.Sql is { } sql)
                return SingleText(new SqlTextReader(model.Compilation).Read(sql, cancellationToken));
        }

        return null;
    }

    private static async Task<string?> SqlOfChangeAsync(Document document, TextSpan span, string? before, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken);
        var model = await document.GetSemanticModelAsync(cancellationToken);
        if (root is null || model is null || DataAccessSymbols.Create(model.Compilation) is not { } symbols)
            return null;
        foreach (var node in root.DescendantNodes(span).OfType<InvocationExpressionSyntax>().Where(node => span.Contains(node.Span)))
        {
            if (model.GetOperation(node, cancellationToken) is { } operation && symbols.Recognize(operation)?.Sql is { } sql
                && SingleText(new SqlTextReader(model.Compilation).Read(sql, cancellationToken)) is { } text && text.Text != before)
            {
                return text.Text;
            }
        }

        return null;
    }

    private static SqlText? SingleText(ImmutableArray<SqlText> texts) => texts.Length == 1 && texts[0].IsComplete ? texts[0] : null;

    /// <summary>The whole lines of a part of a text, without the indentation that they share.</summary>
    private static string Lines(SourceText text, TextSpan span)
    {
        var first = text.Lines.IndexOf(span.Start);
        var last = text.Lines.IndexOf(span.End);
        var lines = Enumerable.Range(first, last - first + 1).Select(i => text.Lines[i].ToString()).ToList();
        var indentation = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => line.Length >= indentation ? line[indentation..].TrimEnd() : ""));
    }
}
