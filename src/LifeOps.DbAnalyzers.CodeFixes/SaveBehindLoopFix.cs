using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// LDB1005: moves SaveChanges behind the loop. Only where it is the last thing that each iteration does, no way out of the loop
/// passes it by, nothing else in the loop talks to the database, and the context is the same in all iterations; inside a transaction, so that
/// what fails in the middle leaves nothing behind before and after.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SaveBehindLoopFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalog.SaveChangesInLoop.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => OneAfterAnother.FixAll;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await FoundCall.FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { Call.Kind: DataAccessKind.Save } found
                || LoopOf(found) is not { } loop
                || !IsSafe(found, loop, context.CancellationToken))
            {
                continue;
            }

            context.RegisterCodeFix(
                CodeAction.Create("Save once, behind the loop", cancellationToken => MoveAsync(found, loop, cancellationToken), equivalenceKey: nameof(SaveBehindLoopFix)),
                diagnostic);
        }
    }

    // The save is the last statement of the block that the loop repeats.
    private static StatementSyntax? LoopOf(FoundCall found)
    {
        if (StatementOf(found) is not { Parent: BlockSyntax { Statements: var statements, Parent: StatementSyntax loop } } save || statements.Last() != save || statements.Count < 2)
            return null;
        return loop is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax && loop.Parent is BlockSyntax ? loop : null;
    }

    private static ExpressionStatementSyntax? StatementOf(FoundCall found)
    {
        ExpressionSyntax expression = found.Syntax;
        if (expression.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured })
            expression = configured;
        if (expression.Parent is AwaitExpressionSyntax awaited)
            expression = awaited;
        return expression.Parent as ExpressionStatementSyntax;
    }

    private static bool IsSafe(FoundCall found, StatementSyntax loop, CancellationToken cancellationToken)
    {
        var body = BodyOf(loop);
        if (found.Syntax.Expression is not MemberAccessExpressionSyntax { Expression: var context } || !OutlivesLoop(context, found.Model, loop)
            || OpenTransaction.Around(loop, context, found.Model) is null)
        {
            return false;
        }

        foreach (var argument in found.Syntax.ArgumentList.Arguments)
        {
            if (!OutlivesLoop(argument.Expression, found.Model, loop) && argument.Expression is not LiteralExpressionSyntax)
                return false;
        }

        var save = StatementOf(found);
        foreach (var node in body.DescendantNodes())
        {
            switch (node)
            {
                case ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax or YieldStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax:
                case TryStatementSyntax or UsingStatementSyntax or LockStatementSyntax or AwaitExpressionSyntax when node.Parent != save && node != save:
                case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 }:
                    return false;
                case AssignmentExpressionSyntax assignment when !IsOfLoopOrOfValue(assignment.Left, found.Model, loop):
                    return false;
            }
        }

        // A save that fails ends the loop: what the elements behind it would do must not be seen.
        if (body.DescendantNodes().OfType<ExpressionStatementSyntax>().Any(statement => statement != save && IsSeenOutside(statement, found.Model, loop)))
            return false;
        var callees = new LoopBody(found.Model, found.Symbols, cancellationToken);
        return callees.TalksToDatabaseOnlyAt(body, found.Call.Operation) && !callees.CalleesThrow;
    }

    // Text that is written, a list that is filled: neither the change tracker, nor the project's own objects, nor an object of the iteration.
    private static bool IsSeenOutside(ExpressionStatementSyntax statement, SemanticModel model, StatementSyntax loop) =>
        statement.Expression is InvocationExpressionSyntax call
        && model.GetSymbolInfo(call).Symbol is IMethodSymbol method
        && !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, model.Compilation.Assembly)
        && method.ContainingNamespace.ToDisplayString() != "Microsoft.EntityFrameworkCore"
        && !(call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver } && model.GetSymbolInfo(receiver).Symbol is { } owner && IsDeclaredIn(owner, loop));

    // An object kept from one iteration to the next could be asked for what the save has put into it: a generated key.
    private static bool IsOfLoopOrOfValue(ExpressionSyntax target, SemanticModel model, StatementSyntax loop)
    {
        if (target is not IdentifierNameSyntax || model.GetSymbolInfo(target).Symbol is not { } symbol)
            return true;
        var type = (symbol as ILocalSymbol)?.Type ?? (symbol as IFieldSymbol)?.Type ?? (symbol as IParameterSymbol)?.Type;
        return type is null or { IsValueType: true } or { SpecialType: SpecialType.System_String } || IsDeclaredIn(symbol, loop);
    }

    private static bool OutlivesLoop(ExpressionSyntax expression, SemanticModel model, StatementSyntax loop)
    {
        var symbol = model.GetSymbolInfo(expression).Symbol;
        return expression switch
        {
            IdentifierNameSyntax => symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol && !IsDeclaredIn(symbol, loop),
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } => symbol is IFieldSymbol or IPropertySymbol,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "None" or "RequestAborted" } => true,
            _ => false,
        };
    }

    private static bool IsDeclaredIn(ISymbol symbol, StatementSyntax loop) =>
        symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == loop.SyntaxTree && loop.Span.Contains(reference.Span));

    private static StatementSyntax BodyOf(StatementSyntax loop) => loop switch
    {
        CommonForEachStatementSyntax forEach => forEach.Statement,
        ForStatementSyntax forLoop => forLoop.Statement,
        WhileStatementSyntax whileLoop => whileLoop.Statement,
        _ => loop,
    };

    private static async Task<Document> MoveAsync(FoundCall found, StatementSyntax loop, CancellationToken cancellationToken)
    {
        var save = StatementOf(found)!;
        var text = await found.Document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var lineBreak = CodeText.LineBreakOf(loop);
        var moved = lineBreak + CodeText.IndentationOf(loop) + save.ToString();

        // The line of the save goes, with its comments; a blank line in front of it too.
        var first = text.Lines.GetLineFromPosition(save.FullSpan.Start);
        var start = save.FullSpan.Start == first.Start ? first.Start : save.SpanStart;
        var line = text.Lines.GetLineFromPosition(save.Span.End);
        var removed = TextSpan.FromBounds(start, line.EndIncludingLineBreak);
        return found.Document.WithText(text.WithChanges(new TextChange(removed, ""), new TextChange(new TextSpan(loop.Span.End, 0), moved)));
    }
}
