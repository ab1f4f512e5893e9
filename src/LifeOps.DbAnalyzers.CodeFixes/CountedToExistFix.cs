using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.Queries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// LDB1018 in C#: Any instead of Count in EF Core, EXISTS instead of count(*) in Dapper's ExecuteScalar. Only where the comparison stands around the
/// call itself, and the SQL is written in the call, so that nobody else runs it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CountedToExistFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalog.CountForExistence.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => OneAfterAnother.FixAll;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(CountedToExist.AsksProperty, out var asks)
                || await FoundCall.FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } found
                || ComparisonOf(found.Syntax) is not var (comparison, operand))
            {
                continue;
            }

            var changes = found.Call.Library == DataAccessLibrary.EfCore ? AskQuery(found) : AskSql(found, context.CancellationToken);
            if (changes is null)
                continue;

            // Only the side with the call stays of the comparison.
            var negation = asks == CountedToExist.AsksForNone ? "!" : "";
            changes.Add(new(TextSpan.FromBounds(comparison.SpanStart, operand.SpanStart), negation));
            changes.Add(new(TextSpan.FromBounds(operand.Span.End, comparison.Span.End), ""));
            context.RegisterCodeFix(
                CodeAction.Create("Ask whether there is one", async cancellationToken =>
                {
                    var text = await found.Document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                    return found.Document.WithText(text.WithChanges(changes.Where(change => !change.Span.IsEmpty || change.NewText!.Length > 0).OrderBy(change => change.Span.Start)));
                }, equivalenceKey: nameof(CountedToExistFix)),
                diagnostic);
        }
    }

    /// <summary>The comparison and its side with the call: nothing but await, parentheses and ConfigureAwait stand between.</summary>
    private static (BinaryExpressionSyntax Comparison, ExpressionSyntax Operand)? ComparisonOf(ExpressionSyntax call)
    {
        while (true)
        {
            switch (call.Parent)
            {
                case AwaitExpressionSyntax or ParenthesizedExpressionSyntax:
                    call = (ExpressionSyntax)call.Parent;
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured }:
                    call = configured;
                    break;
                case BinaryExpressionSyntax comparison:
                    return (comparison, call);
                default:
                    return null;
            }
        }
    }

    private static List<TextChange>? AskQuery(FoundCall found)
    {
        if (found.Syntax.Expression is not MemberAccessExpressionSyntax { Name: var name })
            return null;
        return [new(name.Identifier.Span, found.Call.DisplayName.EndsWith("Async", System.StringComparison.Ordinal) ? "AnyAsync" : "Any")];
    }

    private static List<TextChange>? AskSql(FoundCall found, CancellationToken cancellationToken)
    {
        if (found.Call is not { Library: DataAccessLibrary.Dapper, DisplayName: "ExecuteScalar" or "ExecuteScalarAsync", Sql: { } sql }
            || found.Syntax.Expression is not MemberAccessExpressionSyntax { Name: GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } types } }
            || types[0] is NullableTypeSyntax
            || found.ReadSql(cancellationToken) is not { } text
            || !found.Syntax.Span.Contains(sql.Syntax.Span)
            || CountQuery.Of(text.Parse(cancellationToken)) is not { } counted)
        {
            return null;
        }

        var changes = new List<TextChange> { new(types[0].Span, "bool") };
        var edits = counted.ToExists(text.Text);
        foreach (var edit in edits)
        {
            if (text.MapEdit(edit.Span, edit.NewText) is not { } mapped || !found.Syntax.Span.Contains(mapped.Location.SourceSpan) || mapped.Location.SourceTree != found.Root.SyntaxTree)
                return null;
            changes.Add(new(mapped.Location.SourceSpan, mapped.NewText));
        }

        return edits.IsEmpty ? null : changes;
    }
}
