using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>Where the name of an operation stands: what a squiggle underlines.</summary>
internal static class OperationNames
{
    public static Location LocationOf(IOperation operation) => operation.Syntax switch
    {
        InvocationExpressionSyntax { Expression: var called } => NameOf(called).GetLocation(),
        CommonForEachStatementSyntax loop => loop.Expression.GetLocation(),
        BaseObjectCreationExpressionSyntax creation when creation is ObjectCreationExpressionSyntax { Type: var type } => type.GetLocation(),
        _ when operation is IForEachLoopOperation loop => loop.Collection.Syntax.GetLocation(),
        var syntax => syntax.GetLocation(),
    };

    private static SyntaxToken NameOf(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier,
        SimpleNameSyntax name => name.Identifier,
        _ => called.GetLastToken(),
    };
}
