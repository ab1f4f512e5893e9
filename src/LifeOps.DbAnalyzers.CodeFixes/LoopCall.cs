using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>A data access in a foreach, and what can be proven about the two.</summary>
internal sealed class LoopCall
{
    private readonly InvocationExpressionSyntax _syntax;

    private LoopCall(SemanticModel model, IInvocationOperation invocation, InvocationExpressionSyntax syntax, ForEachStatementSyntax loop)
    {
        _syntax = syntax;
        Model = model;
        Loop = loop;
        IsAsync = IsAwaitable(invocation.TargetMethod.ReturnType);
        Whole = WholeOf(syntax, out var configureAwait);
        ConfigureAwait = configureAwait;
    }

    /// <summary>The loop.</summary>
    public ForEachStatementSyntax Loop { get; }

    /// <summary>The call with its ConfigureAwait and await.</summary>
    public ExpressionSyntax Whole { get; }

    /// <summary><c>.ConfigureAwait(false)</c> as written; empty without one.</summary>
    public string ConfigureAwait { get; }

    /// <summary>Whether the method called is asynchronous.</summary>
    public bool IsAsync { get; }

    private SemanticModel Model { get; }

    /// <summary>
    /// The call where each iteration makes it, and nothing else in the loop talks to the database; the collection can be gone through twice.
    /// Null otherwise.
    /// </summary>
    public static LoopCall? Find(FoundCall found, CancellationToken cancellationToken) => Find(found.Model, found.Symbols, found.Invocation, found.Syntax, cancellationToken);

    /// <inheritdoc cref="Find(FoundCall, CancellationToken)"/>
    public static LoopCall? Find(SemanticModel model, DataAccessSymbols symbols, IInvocationOperation invocation, InvocationExpressionSyntax syntax, CancellationToken cancellationToken) =>
        FindWrite(model, symbols, invocation, syntax, cancellationToken) is { } call && call.CanGoThroughTwice() && call.AsksInEveryIteration() && call.HasLinq() ? call : null;

    /// <summary>The call where nothing else in the loop talks to the database, however often an iteration makes it, and whatever the collection is.</summary>
    public static LoopCall? FindWrite(SemanticModel model, DataAccessSymbols symbols, IInvocationOperation invocation, InvocationExpressionSyntax syntax, CancellationToken cancellationToken)
    {
        if (LoopAround(syntax) is not { } loop)
            return null;
        var call = new LoopCall(model, invocation, syntax, loop);
        return call.IsAsync == call.Whole is AwaitExpressionSyntax && new LoopBody(model, symbols, cancellationToken).TalksToDatabaseOnlyAt(loop.Statement, invocation) ? call : null;
    }

    private static bool IsAwaitable(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask" };

    /// <summary>The key that an expression is; null when it is more than a stored value of the element, or C# and the server compare it differently.</summary>
    public LoopKey? KeyOf(ExpressionSyntax expression)
    {
        if (Model.GetOperation(expression)?.WithoutConversions() is not { Type: { } type } operation || !IsPropertyOfElement(operation))
            return null;
        var isNullable = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        var inner = isNullable ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        return LoopKey.IsComparedAlike(inner) ? new(expression.ToString(), inner, isNullable) : null;
    }

    /// <summary>Whether everything that the expressions mention is the same in all iterations.</summary>
    public bool OutlivesLoop(SyntaxNode expression, bool mayCall = false)
    {
        foreach (var node in expression.DescendantNodesAndSelf())
        {
            if (node is AwaitExpressionSyntax or AssignmentExpressionSyntax || !mayCall && node is InvocationExpressionSyntax or ObjectCreationExpressionSyntax)
                return false;
            if (node is not IdentifierNameSyntax name || Model.GetSymbolInfo(name).Symbol is not (ILocalSymbol or IParameterSymbol or IFieldSymbol) || Model.GetSymbolInfo(name).Symbol is not { } symbol)
                continue;
            if (IsDeclaredIn(symbol, expression) || IsDeclaredIn(symbol, _syntax))
                continue;
            if (IsDeclaredIn(symbol, Loop) || IsAssigned(symbol))
                return false;
        }

        return true;
    }

    /// <summary>Whether the loop writes to the object that the call returns: two elements with the same key share it behind the fix.</summary>
    public bool ChangesResult()
    {
        if (Whole.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } || Model.GetDeclaredSymbol(declarator) is not { } local)
            return false;
        return Loop.Statement.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
            assignment.Left is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } && SymbolEqualityComparer.Default.Equals(Model.GetSymbolInfo(owner).Symbol, local))
            || IsAssigned(local);
    }

    /// <summary>A type as the source would name it here.</summary>
    public string NameOf(ITypeSymbol type) => type.ToMinimalDisplayString(Model, _syntax.SpanStart);

    /// <summary>A type of the framework as the source would name it here: with its namespace where no using brings it in.</summary>
    public string NameOf(string @namespace, string name) =>
        Model.LookupNamespacesAndTypes(_syntax.SpanStart, name: name).Any(symbol => symbol.ContainingNamespace?.ToDisplayString() == @namespace) ? name : @namespace + "." + name;

    /// <summary>What stands in the place of the call, in parentheses where the surroundings need them.</summary>
    public string InPlace(string expression) =>
        Whole.Parent is EqualsValueClauseSyntax or ArgumentSyntax or AssignmentExpressionSyntax or ParenthesizedExpressionSyntax or ArrowExpressionClauseSyntax ? expression : "(" + expression + ")";

    /// <summary>ids of id; idList of ids.</summary>
    public static string PluralOf(string name)
    {
        var camel = CodeText.Camel(name).TrimStart('@');
        return camel.EndsWith("s", StringComparison.Ordinal) ? camel + "List" : camel + "s";
    }

    /// <summary>The call with its ConfigureAwait and await.</summary>
    public static ExpressionSyntax WholeOf(ExpressionSyntax call, out string configureAwait)
    {
        configureAwait = "";
        if (call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured })
        {
            configureAwait = ".ConfigureAwait" + configured.ArgumentList;
            call = configured;
        }

        return call.Parent is AwaitExpressionSyntax awaited ? awaited : call;
    }

    /// <summary>A list, not a query or an iterator; named by a variable, so that reading it twice gives the same.</summary>
    public static bool CanGoThroughTwice(ExpressionSyntax collection, SemanticModel model)
    {
        if (model.GetSymbolInfo(collection).Symbol is not (ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol)
            || collection is not (IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or IdentifierNameSyntax }))
        {
            return false;
        }

        var type = model.GetTypeInfo(collection).Type;
        return type is IArrayTypeSymbol
            || type is INamedTypeSymbol named && (IsCountable(named) || named.AllInterfaces.Any(IsCountable));
    }

    private bool CanGoThroughTwice() => CanGoThroughTwice(Loop.Expression, Model);

    private static ForEachStatementSyntax? LoopAround(InvocationExpressionSyntax call)
    {
        for (var node = call.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case ForEachStatementSyntax { AwaitKeyword.RawKind: 0, Parent: BlockSyntax } loop:
                    return loop.Statement.Span.Contains(call.Span) ? loop : null;
                case StatementSyntax and (ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax or TryStatementSyntax or SwitchStatementSyntax):
                case IfStatementSyntax choice when !choice.Condition.Span.Contains(call.Span):
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax:
                case SwitchExpressionSyntax:
                case ConditionalExpressionSyntax alternative when !alternative.Condition.Span.Contains(call.Span):
                case ConditionalAccessExpressionSyntax access when !access.Expression.Span.Contains(call.Span):
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression } binary when !binary.Left.Span.Contains(call.Span):
                    return null;
            }
        }

        return null;
    }

    private static bool IsCountable(INamedTypeSymbol type) =>
        type.OriginalDefinition.SpecialType is SpecialType.System_Collections_Generic_IReadOnlyCollection_T or SpecialType.System_Collections_Generic_ICollection_T
            or SpecialType.System_Collections_Generic_IReadOnlyList_T or SpecialType.System_Collections_Generic_IList_T;

    // A statement of the body itself, with no way past it.
    private bool AsksInEveryIteration()
    {
        if (Loop.Statement is not BlockSyntax block)
            return true;
        foreach (var statement in block.Statements)
        {
            if (statement.Span.Contains(_syntax.Span))
                return true;
            if (statement.DescendantNodesAndSelf().Any(node => node is ContinueStatementSyntax or BreakStatementSyntax or ReturnStatementSyntax or GotoStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or YieldStatementSyntax))
                return false;
        }

        return false;
    }

    // The element itself, or a property that only stores a value and that the loop does not change.
    private bool IsPropertyOfElement(IOperation key)
    {
        var element = Model.GetDeclaredSymbol(Loop);
        switch (key)
        {
            case ILocalReferenceOperation local:
                return SymbolEqualityComparer.Default.Equals(local.Local, element);
            case IPropertyReferenceOperation { Instance: ILocalReferenceOperation owner, Property: var property } when SymbolEqualityComparer.Default.Equals(owner.Local, element):
                return IsStored(property) && !Loop.Statement.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
                    SymbolEqualityComparer.Default.Equals(Model.GetSymbolInfo(assignment.Left).Symbol, property));
            default:
                return false;
        }
    }

    private static bool IsStored(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.IsEmpty
            ? property.ContainingType.IsAnonymousType || property.ContainingType.IsTupleType
            : property.DeclaringSyntaxReferences.All(reference => reference.GetSyntax() switch
            {
                PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: var accessors } => accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null),
                ParameterSyntax => true,
                _ => false,
            });

    private static bool IsDeclaredIn(ISymbol symbol, SyntaxNode place) =>
        symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == place.SyntaxTree && place.Span.Contains(reference.Span));

    private bool IsAssigned(ISymbol symbol)
    {
        return Loop.Statement.DescendantNodes().Any(node => node switch
        {
            AssignmentExpressionSyntax assignment => IsSame(assignment.Left),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } unary => IsSame(unary.Operand),
            PostfixUnaryExpressionSyntax unary => IsSame(unary.Operand),
            ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => IsSame(argument.Expression),
            _ => false,
        });

        bool IsSame(ExpressionSyntax target) => SymbolEqualityComparer.Default.Equals(Model.GetSymbolInfo(target).Symbol, symbol);
    }

    private bool HasLinq() =>
        Model.LookupNamespacesAndTypes(_syntax.SpanStart, name: "Enumerable").Any(symbol => symbol.ContainingNamespace?.ToDisplayString() == "System.Linq");
}
