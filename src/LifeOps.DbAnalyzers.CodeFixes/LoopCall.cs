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

    private readonly LoopBody _body;

    private LoopCall(SemanticModel model, IInvocationOperation invocation, InvocationExpressionSyntax syntax, ForEachStatementSyntax loop, LoopBody body)
    {
        _syntax = syntax;
        _body = body;
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
        FindWrite(model, symbols, invocation, syntax, cancellationToken) is { } call && call.CanGoThroughTwice() && call.AsksInEveryIteration() && call.HasLinq()
            && !call.HandsOutElements() && !call.MentionsCollection() && call.Whole.Parent is not ExpressionStatementSyntax ? call : null;

    /// <summary>The call where nothing else in the loop talks to the database, however often an iteration makes it, and whatever the collection is.</summary>
    public static LoopCall? FindWrite(SemanticModel model, DataAccessSymbols symbols, IInvocationOperation invocation, InvocationExpressionSyntax syntax, CancellationToken cancellationToken)
    {
        if (LoopAround(syntax) is not { } loop)
            return null;
        var call = new LoopCall(model, invocation, syntax, loop, new LoopBody(model, symbols, cancellationToken));
        return call.IsAsync == call.Whole is AwaitExpressionSyntax && call._body.TalksToDatabaseOnlyAt(loop.Statement, invocation) ? call : null;
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
            if (node is not IdentifierNameSyntax name || Model.GetSymbolInfo(name).Symbol is not { } symbol)
                continue;
            if (symbol is IPropertySymbol property)
            {
                if (!IsOfInnerVariable(name, expression) && (!IsSteady(property) || IsAssigned(property)))
                    return false;
                continue;
            }

            if (symbol is not (ILocalSymbol or IParameterSymbol or IFieldSymbol) || IsDeclaredIn(symbol, expression) || IsDeclaredIn(symbol, _syntax))
                continue;
            if (IsDeclaredIn(symbol, Loop) || IsAssigned(symbol))
                return false;
        }

        return true;
    }

    /// <summary>Whether nobody can tell that two elements with the same key share one object behind the fix.</summary>
    /// <param name="row">The type of the object, or of the objects in the list that the call returns.</param>
    public bool CanShareResult(ITypeSymbol row, CancellationToken cancellationToken) =>
        row.IsValueType || SharedRows.AreOnlyRead(Whole, Loop, Model) || !SharedRows.AreChanged(row, Model, cancellationToken);

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
            || model.GetSymbolInfo(collection).Symbol is IPropertySymbol { DeclaringSyntaxReferences.IsEmpty: false } property && !IsStored(property)
            || model.GetTypeInfo(collection).Type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } own && SymbolEqualityComparer.Default.Equals(own.ContainingAssembly, model.Compilation.Assembly)
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
            if (node is ForEachStatementSyntax { AwaitKeyword.RawKind: 0, Parent: BlockSyntax } loop)
                return loop.Statement.Span.Contains(call.Span) ? loop : null;
            if (MayPassBy(node, call))
                return null;
        }

        return null;
    }

    /// <summary>Whether the statement evaluates the expression each time that it is reached, and once.</summary>
    public static bool IsEvaluatedBy(StatementSyntax statement, ExpressionSyntax expression)
    {
        for (var node = expression.Parent; node is not null && node != statement; node = node.Parent)
        {
            if (MayPassBy(node, expression))
                return false;
        }

        return true;
    }

    private static bool MayPassBy(SyntaxNode node, ExpressionSyntax expression) => node switch
    {
        ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax or TryStatementSyntax or SwitchStatementSyntax => true,
        IfStatementSyntax choice => !choice.Condition.Span.Contains(expression.Span),
        AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax or SwitchExpressionSyntax or QueryExpressionSyntax => true,
        ConditionalExpressionSyntax alternative => !alternative.Condition.Span.Contains(expression.Span),
        ConditionalAccessExpressionSyntax access => !access.Expression.Span.Contains(expression.Span),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression } binary => !binary.Left.Span.Contains(expression.Span),
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression } => true,
        _ => false,
    };

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
                return IsStored(property) && !IsAssigned(property);
            default:
                return false;
        }
    }

    /// <summary>Whether the property only keeps what it is given: of an interface nobody knows.</summary>
    public static bool IsStored(IPropertySymbol property) =>
        property.ContainingType.IsAnonymousType || property.ContainingType.IsTupleType
        || !property.IsAbstract && property.ContainingType.TypeKind != TypeKind.Interface && !property.DeclaringSyntaxReferences.IsEmpty
            && property.DeclaringSyntaxReferences.All(reference => reference.GetSyntax() switch
            {
                PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: var accessors } => accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null),
                ParameterSyntax => true,
                _ => false,
            });

    private static bool IsDeclaredIn(ISymbol symbol, SyntaxNode place) =>
        symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == place.SyntaxTree && place.Span.Contains(reference.Span));

    // Reading it once is as good as reading it in each iteration.
    private static bool IsSteady(IPropertySymbol property)
    {
        for (ITypeSymbol? type = property.Type; type is not null; type = type.BaseType)
        {
            if (type.Name is "DbSet" or "DbContext" or "IDbConnection" or "DbConnection" or "IDbTransaction" or "DbTransaction" or "CancellationToken")
                return true;
        }

        if (!property.DeclaringSyntaxReferences.IsEmpty)
            return IsStored(property);
        return !property.IsStatic || property.Name is not ("Now" or "UtcNow" or "Today" or "TickCount" or "TickCount64" or "Shared");
    }

    // o.CustomerId of the query's own o => ...: a column, read by the server.
    private bool IsOfInnerVariable(IdentifierNameSyntax name, SyntaxNode expression)
    {
        ExpressionSyntax current = name;
        while (current.Parent is MemberAccessExpressionSyntax access && access.Name == current)
        {
            current = access.Expression;
            while (current is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax)
                current = current is ParenthesizedExpressionSyntax inner ? inner.Expression : ((PostfixUnaryExpressionSyntax)current).Operand;
            if (current is MemberAccessExpressionSyntax { Name: IdentifierNameSyntax next })
                current = next;
        }

        return current is IdentifierNameSyntax root && Model.GetSymbolInfo(root).Symbol is IParameterSymbol parameter && (IsDeclaredIn(parameter, expression) || IsDeclaredIn(parameter, _syntax));
    }

    // What runs between two elements of an iterator is the caller's.
    private bool HandsOutElements() => Loop.Statement.DescendantNodes(node => node is not LocalFunctionStatementSyntax).Any(node => node is YieldStatementSyntax);

    // An array or a dictionary may get another element while it is gone through; its size and what it holds may be asked for.
    private bool MentionsCollection()
    {
        if (Model.GetSymbolInfo(Loop.Expression).Symbol is not { } collection || _body.IsWrittenByCallees(collection))
            return true;
        var name = Loop.Expression is MemberAccessExpressionSyntax access ? access.Name : Loop.Expression;
        return Loop.Statement.DescendantNodes().OfType<IdentifierNameSyntax>().Any(mention =>
            mention.Identifier.ValueText == name.ToString()
            && SymbolEqualityComparer.Default.Equals(Model.GetSymbolInfo(mention).Symbol, collection)
            && (mention.Parent is MemberAccessExpressionSyntax qualified && qualified.Name == mention ? qualified.Parent : mention.Parent)
                is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "Length" or "Contains" or "IndexOf" or "Any" or "First" or "Last" });
    }

    private bool IsAssigned(ISymbol symbol)
    {
        if (_body.IsWrittenByCallees(symbol))
            return true;
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
