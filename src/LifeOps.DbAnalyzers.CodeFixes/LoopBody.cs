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
    private readonly HashSet<ISymbol> _written = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a callee of the body says that it may fail.</summary>
    public bool CalleesThrow { get; private set; }

    /// <param name="body">What the loop repeats.</param>
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
                case IPropertyReferenceOperation { Property: var read } reference when AccessorOf(read, reference) is { } accessor && !IsQuiet(accessor, depth):
                case IBinaryOperation { OperatorMethod: { } binary } when !IsQuiet(binary, depth):
                case IUnaryOperation { OperatorMethod: { } unary } when !IsQuiet(unary, depth):
                case IConversionOperation { OperatorMethod: { } conversion } when !IsQuiet(conversion, depth):
                case IUsingOperation { Resources: var resources } when !DisposesQuietly(resources, depth):
                case IUsingDeclarationOperation { DeclarationGroup: var group } when !DisposesQuietly(group, depth):
                    return false;
            }

            if (depth > 0 && WrittenBy(operation) is { } target)
                _written.Add(target);
            CalleesThrow |= depth > 0 && operation is IThrowOperation;
        }

        return true;
    }

    /// <summary>Whether a callee of the body, wherever it leads, may give the variable, field or property another value.</summary>
    public bool IsWrittenByCallees(ISymbol symbol) => _written.Contains(symbol.OriginalDefinition);

    private static ISymbol? WrittenBy(IOperation operation)
    {
        var target = operation switch
        {
            IAssignmentOperation assignment => assignment.Target,
            IIncrementOrDecrementOperation step => step.Target,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
            _ => null,
        };
        return target switch
        {
            IMemberReferenceOperation { Member: var member } => member.OriginalDefinition,
            ILocalReferenceOperation { Local: var local } => local,
            IParameterReferenceOperation { Parameter: var parameter } => parameter,
            _ => null,
        };
    }

    // The accessor of the project that a use of a property runs; null for one that only stores, and those of libraries.
    private IMethodSymbol? AccessorOf(IPropertySymbol property, IPropertyReferenceOperation use)
    {
        if (!IsOfSource(property))
            return null;
        var isTarget = use.Parent is ISimpleAssignmentOperation assignment && assignment.Target == use;
        var accessor = isTarget ? property.SetMethod : property.GetMethod;
        return accessor is { IsAbstract: false, DeclaringSyntaxReferences.IsEmpty: false } ? accessor : null;
    }

    // The end of a using is a call that nobody wrote.
    private bool DisposesQuietly(IOperation resources, int depth)
    {
        var types = new List<ITypeSymbol?>();
        if (resources is IVariableDeclarationGroupOperation group)
            types.AddRange(group.Declarations.SelectMany(declaration => declaration.Declarators).Select(declarator => (ITypeSymbol?)declarator.Symbol.Type));
        else
            types.Add(resources.Type);
        foreach (var type in types)
        {
            if (type is null || !IsOfSource(type))
                continue;
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
            {
                if (method is { Name: "Dispose" or "DisposeAsync", Parameters.IsEmpty: true } && !IsQuiet(method, depth))
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
        var isAccessor = method.MethodKind is MethodKind.PropertyGet or MethodKind.PropertySet;
        if (depth >= MaxDepth || method.IsAbstract || !isAccessor && (method.IsVirtual || method.IsOverride) || method.ContainingType.TypeKind == TypeKind.Interface || method.MethodKind == MethodKind.DelegateInvoke)
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
                AccessorDeclarationSyntax { Body: { } block } => block,
                AccessorDeclarationSyntax { ExpressionBody.Expression: { } expression } => expression,
                ArrowExpressionClauseSyntax { Expression: var expression } => expression,
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
            // The other side of a network call may change what is read; a scope of its own is a transaction per element.
            "System" => scopes.ElementAtOrDefault(1) switch
            {
                "Data" => IsPreparation(method),
                "Net" or "Transactions" => false,
                _ => true,
            },
            "Npgsql" => IsPreparation(method),
            "Dapper" => method is { MethodKind: MethodKind.Constructor, ContainingType.Name: "CommandDefinition" },
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
