using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// A transaction that a method begins around a statement: whatever fails in the statement leaves the method and undoes all that was done in
/// it, so that it makes no difference which of its commands were sent before.
/// </summary>
/// <param name="Name">The variable that holds it.</param>
internal sealed record OpenTransaction(string Name)
{
    /// <summary>Null when none is in sight, it may be over, or a handler between it and the statement goes on after a failure.</summary>
    /// <param name="statement">The statement, a loop.</param>
    /// <param name="owner">The connection, or the context of EF Core.</param>
    public static OpenTransaction? Around(StatementSyntax statement, ExpressionSyntax owner, SemanticModel model)
    {
        SyntaxNode current = statement;
        while (current.Parent is { } parent and not MemberDeclarationSyntax and not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax)
        {
            if (parent is TryStatementSyntax { Catches: var catches } guarded && (guarded.Block != current || !catches.All(handler => handler.Block.Statements.LastOrDefault() is ThrowStatementSyntax)))
                return null;
            if (parent is BlockSyntax block)
            {
                foreach (var earlier in block.Statements.TakeWhile(candidate => candidate != current).Reverse())
                {
                    if (earlier.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access => access.Name.Identifier.ValueText is "Commit" or "CommitAsync" or "Rollback" or "RollbackAsync" or "Complete"))
                        return null;
                    if (earlier is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0, Declaration.Variables: { Count: 1 } variables } && Begins(variables[0].Initializer?.Value, owner, model))
                        return new(variables[0].Identifier.ValueText);
                }
            }

            if (parent is UsingStatementSyntax { Declaration.Variables: { Count: 1 } used } && Begins(used[0].Initializer?.Value, owner, model))
                return new(used[0].Identifier.ValueText);
            current = parent;
        }

        return null;
    }

    private static bool Begins(ExpressionSyntax? value, ExpressionSyntax owner, SemanticModel model)
    {
        if (value is AwaitExpressionSyntax awaited)
            value = awaited.Expression;
        if (value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var task } })
            value = task;
        if (value is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "BeginTransaction" or "BeginTransactionAsync", Expression: var begun } })
            return false;

        // context.Database.BeginTransaction()
        if (begun is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Database", Expression: var context } && model.GetTypeInfo(begun).Type is { Name: "DatabaseFacade" })
            begun = context;
        return model.GetSymbolInfo(begun).Symbol is { } symbol && SymbolEqualityComparer.Default.Equals(symbol, model.GetSymbolInfo(owner).Symbol);
    }
}
