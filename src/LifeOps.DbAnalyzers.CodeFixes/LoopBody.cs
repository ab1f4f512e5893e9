using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>Proves that nothing else in the body of a loop talks to the database, wherever its calls lead.</summary>
internal sealed class LoopBody(SemanticModel model, DataAccessSymbols symbols, CancellationToken cancellationToken)
{
    private const int MaxDepth = 4;

    private readonly HashSet<IMethodSymbol> _visited = new(SymbolEqualityComparer.Default);

    /// <param name="loop">The loop statement.</param>
    /// <param name="except">The one call that may be there.</param>
    public bool TalksToDatabaseOnlyAt(StatementSyntax body, IOperation except)
    {
        if (model.GetOperation(body, cancellationToken) is not { } operation)
            return false;
        return IsQuiet(operation, except, 0);
    }

    private bool IsQuiet(IOperation body, IOperation? except, int depth)
    {
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (except is not null && operation.Syntax == except.Syntax)
                continue;
            if (symbols.Recognize(operation) is not null)
                return false;
            switch (operation)
            {
                case IInvocationOperation { TargetMethod: var method } when !IsQuiet(method, depth):
                case IObjectCreationOperation { Constructor: { } constructor } when !IsQuiet(constructor, depth):
                case IDynamicInvocationOperation:
                case IPropertyReferenceOperation { Property: { ContainingType.TypeKind: TypeKind.Interface } property } when IsOfSource(property):
                    return false;
            }
        }

        return true;
    }

    private bool IsQuiet(IMethodSymbol method, int depth)
    {
        method = method.OriginalDefinition;
        if (!IsOfSource(method))
            return IsHarmlessLibrary(method);
        if (method.IsImplicitlyDeclared || !_visited.Add(method))
            return true;
        if (depth >= MaxDepth || method.IsAbstract || method.IsVirtual || method.IsOverride || method.ContainingType.TypeKind == TypeKind.Interface || method.MethodKind == MethodKind.DelegateInvoke)
            return false;

        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var declaration = reference.GetSyntax(cancellationToken);
            var other = declaration.SyntaxTree == model.SyntaxTree ? model
                : model.Compilation.ContainsSyntaxTree(declaration.SyntaxTree) ? ModelOf(declaration.SyntaxTree) : null;
            var body = declaration switch
            {
                BaseMethodDeclarationSyntax { Body: { } block } => (SyntaxNode)block,
                BaseMethodDeclarationSyntax { ExpressionBody.Expression: { } expression } => expression,
                LocalFunctionStatementSyntax { Body: { } block } => block,
                LocalFunctionStatementSyntax { ExpressionBody.Expression: { } expression } => expression,
                _ => null,
            };
            if (body is null)
                continue;
            if (other?.GetOperation(body, cancellationToken) is not { } operation || !IsQuiet(operation, null, depth + 1))
                return false;
        }

        return true;
    }

#pragma warning disable RS1030 // A code fix asks about another file when the user wants the fix, not while typing.
    private SemanticModel ModelOf(SyntaxTree tree) => model.Compilation.GetSemanticModel(tree);
#pragma warning restore RS1030

    private bool IsOfSource(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, model.Compilation.Assembly);

    // The framework and the change tracker; any other library may do anything.
    private static bool IsHarmlessLibrary(IMethodSymbol method)
    {
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return false;
        var scopes = new List<string>();
        for (var scope = method.ContainingNamespace; scope is { IsGlobalNamespace: false }; scope = scope.ContainingNamespace)
            scopes.Insert(0, scope.Name);
        if (scopes.Count == 0)
            return method.ContainingType is null or { IsAnonymousType: true } or { IsTupleType: true };
        return scopes[0] switch
        {
            "System" => scopes.ElementAtOrDefault(1) is not "Data" || IsPreparation(method),
            "Npgsql" => IsPreparation(method),
            "Microsoft" => scopes.ElementAtOrDefault(1) switch
            {
                "EntityFrameworkCore" => method.Name is "Add" or "AddAsync" or "AddRange" or "AddRangeAsync" or "Update" or "UpdateRange" or "Remove" or "RemoveRange" or "Attach" or "AttachRange" or "Entry" or "Set"
                    || method.MethodKind is MethodKind.PropertyGet or MethodKind.PropertySet
                    || method.ReturnType.Name is "IQueryable" or "IIncludableQueryable",
                "Extensions" => scopes.ElementAtOrDefault(2) is "Logging",
                _ => false,
            },
            _ => false,
        };
    }

    // A command and its parameters before they are sent.
    private static bool IsPreparation(IMethodSymbol method) =>
        method.ContainingType.Name.EndsWith("ParameterCollection", System.StringComparison.Ordinal)
        || method.ContainingType.Name.EndsWith("Parameter", System.StringComparison.Ordinal)
        || method is { MethodKind: MethodKind.Constructor, ContainingType.Name: "NpgsqlCommand" };
}
