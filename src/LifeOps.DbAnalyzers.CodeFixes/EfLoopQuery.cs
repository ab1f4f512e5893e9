using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// An EF Core query in a foreach that compares one property of its entity with a key of the element: <c>db.Orders.Where(o => o.CustomerId == customer.Id)</c>.
/// Everything else in it is the same in all iterations.
/// </summary>
internal sealed class EfLoopQuery
{
    private readonly FoundCall _found;
    private readonly LambdaExpressionSyntax _predicate;
    private readonly ExpressionSyntax _comparison;

    private EfLoopQuery(FoundCall found, LoopCall call, LambdaExpressionSyntax predicate, ExpressionSyntax comparison, string row, IPropertySymbol property, LoopKey key)
    {
        _found = found;
        _predicate = predicate;
        _comparison = comparison;
        Call = call;
        Row = row;
        Property = property;
        Key = key;
        Keys = found.FreeName(LoopCall.PluralOf(property.Name == "Id" ? "id" : property.Name), "keys", "allKeys");
        KeyTypeName = call.NameOf(key.Type);
    }

    /// <summary>The call in its loop.</summary>
    public LoopCall Call { get; }

    /// <summary>The name of the entity in the predicate.</summary>
    public string Row { get; }

    /// <summary>The property that is compared with the key.</summary>
    public IPropertySymbol Property { get; }

    /// <summary>The key of an iteration.</summary>
    public LoopKey Key { get; }

    /// <summary>A free name for the list of all keys.</summary>
    public string Keys { get; }

    /// <summary>The name of the key's type at the place.</summary>
    public string KeyTypeName { get; }

    /// <summary>The entity.</summary>
    public ITypeSymbol Entity => Property.ContainingType;

    /// <summary>Whether the change tracker sees the rows: the same key gives the same object then, in any number of queries.</summary>
    public bool IsTracked { get; private init; }

    /// <summary>Null when the query is anything more.</summary>
    public static EfLoopQuery? Find(FoundCall found, CancellationToken cancellationToken)
    {
        if (found.Call is not { Library: DataAccessLibrary.EfCore, Kind: DataAccessKind.Query, SqlTexts.IsEmpty: true, Query: not null, RowType: { } rowType }
            || found.Syntax.Expression is not MemberAccessExpressionSyntax { Expression: var source }
            || LoopCall.Find(found, cancellationToken) is not { } call)
        {
            return null;
        }

        // The predicate stands in the call, or in the one Where that mentions the loop.
        var isTracked = true;
        LambdaExpressionSyntax? predicate = null;
        foreach (var argument in found.Syntax.ArgumentList.Arguments)
        {
            if (argument.Expression is LambdaExpressionSyntax lambda)
                predicate = lambda;
            else if (!call.OutlivesLoop(argument.Expression))
                return null;
        }

        for (var current = source; ;)
        {
            if (current is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var inner, Name: var name } } operation)
            {
                if (!call.OutlivesLoop(current) || found.Model.GetTypeInfo(current).Type is not INamedTypeSymbol { Name: "DbSet", Arity: 1 })
                    return null;
                break;
            }

            if (operation.ArgumentList.Arguments.Count == 0 && name is GenericNameSyntax { Identifier.ValueText: "Set" } && call.OutlivesLoop(inner))
                break;
            switch (name.Identifier.ValueText)
            {
                case "AsNoTracking" or "AsNoTrackingWithIdentityResolution":
                    isTracked = false;
                    break;
                case "Where" or "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "Include" or "ThenInclude" or "AsTracking" or "AsSplitQuery" or "TagWith" or "IgnoreQueryFilters":
                    break;
                default:
                    return null;
            }

            if (!operation.ArgumentList.Arguments.All(argument => call.OutlivesLoop(argument.Expression, mayCall: true)))
            {
                if (predicate is not null || name.Identifier.ValueText != "Where" || operation.ArgumentList.Arguments[0].Expression is not LambdaExpressionSyntax where)
                    return null;
                predicate = where;
            }

            current = inner;
        }

        if (predicate is not SimpleLambdaExpressionSyntax { ExpressionBody: { } body, Parameter.Identifier.ValueText: var row } simple
            || found.Model.GetDeclaredSymbol(simple.Parameter) is not { } parameter)
        {
            return null;
        }

        ExpressionSyntax? comparison = null;
        IPropertySymbol? property = null;
        LoopKey? key = null;
        foreach (var condition in Conjuncts(body))
        {
            if (call.OutlivesLoop(condition, mayCall: true) && !Mentions(condition, parameter, found.Model))
                continue;
            if (ReadEquality(condition, parameter, call, found.Model) is ({ } found1, { } found2))
            {
                if (comparison is not null)
                    return null;
                (comparison, property, key) = (condition, found1, found2);
            }
            else if (!call.OutlivesLoop(condition, mayCall: true))
            {
                return null;
            }
        }

        return comparison is null || !SymbolEqualityComparer.Default.Equals(property!.Type, key!.Type) || !SymbolEqualityComparer.Default.Equals(rowType, property.ContainingType)
            ? null
            : new(found, call, simple, comparison, row, property, key) { IsTracked = isTracked && !ChangesTracking(found, call, cancellationToken) };
    }

    /// <summary>The query for all keys: the operators as they are, the predicate as a Where.</summary>
    public string QueryOfAll()
    {
        var source = ((MemberAccessExpressionSyntax)_found.Syntax.Expression).Expression;
        var predicate = ReplaceIn(_predicate, _comparison, $"{Keys}.Contains({Row}.{Property.Name})");
        return source.Span.Contains(_predicate.Span)
            ? ReplaceIn(source, _predicate, predicate)
            : source + ".Where(" + predicate + ")";
    }

    /// <summary>The arguments of the call that are no predicate: a cancellation token.</summary>
    public string OtherArguments(string separator)
    {
        var others = _found.Syntax.ArgumentList.Arguments.Where(argument => argument.Expression is not LambdaExpressionSyntax).Select(argument => argument.Expression.ToString()).ToList();
        return others.Count == 0 ? "" : separator + string.Join(", ", others);
    }

    /// <summary>Awaits where the call was awaited: <c>(await query.ToListAsync())</c>.</summary>
    /// <param name="query">The query.</param>
    /// <param name="method">The method that runs it, without Async.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="isOperand">Whether a member of the result follows.</param>
    public string Run(string query, string method, string arguments, bool isOperand)
    {
        if (!Call.IsAsync)
            return $"{query}.{method}({arguments})";
        var rest = OtherArguments(arguments.Length == 0 ? "" : ", ");
        var awaited = $"await {query}.{method}Async({arguments}{rest}){Call.ConfigureAwait}";
        return isOperand ? "(" + awaited + ")" : awaited;
    }

    /// <summary>The statements in front of the loop and the expression in the place of the call.</summary>
    /// <param name="name">The variable that holds the answers.</param>
    /// <param name="none">What it holds when there are no keys.</param>
    /// <param name="some">What it holds otherwise.</param>
    /// <param name="rest">What follows both.</param>
    /// <param name="inPlace">The expression in the place of the call.</param>
    public IReadOnlyList<TextChange> Write(string name, string none, string some, string rest, string inPlace)
    {
        var indentation = CodeText.IndentationOf(Call.Loop);
        var lineBreak = CodeText.LineBreakOf(Call.Loop);
        var (open, close) = rest.Length == 0 ? ("", "") : ("(", ")");
        var lines = string.Concat(
            $"var {Keys} = {Key.AllOf(Call.Loop, KeyTypeName)}.ToList();", lineBreak, indentation,
            $"var {name} = {open}{Keys}.Count == 0", lineBreak, indentation,
            $"    ? {none}", lineBreak, indentation,
            $"    : {some}{close}{rest};", lineBreak, indentation);
        return [new(new TextSpan(Call.Loop.SpanStart, 0), lines), new(Call.Whole.Span, Call.InPlace(inPlace))];
    }

    // A context that tracks nothing by default, or a loop that takes objects out of the tracker.
    private static bool ChangesTracking(FoundCall found, LoopCall call, CancellationToken cancellationToken) =>
        call.Loop.Statement.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment => assignment.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "State" })
        || found.Model.Compilation.SyntaxTrees.Any(tree => tree.GetRoot(cancellationToken).DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(name => name.Identifier.ValueText is "UseQueryTrackingBehavior" or "QueryTrackingBehavior" && name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null));

    private static string ReplaceIn(SyntaxNode whole, SyntaxNode part, string replacement) =>
        whole.ToString().Remove(part.SpanStart - whole.SpanStart, part.Span.Length).Insert(part.SpanStart - whole.SpanStart, replacement);

    private static IEnumerable<ExpressionSyntax> Conjuncts(ExpressionSyntax condition)
    {
        while (condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } and)
        {
            yield return and.Right;
            condition = and.Left;
        }

        yield return condition;
    }

    private static bool Mentions(ExpressionSyntax condition, ISymbol parameter, SemanticModel model) =>
        condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, parameter));

    private static (IPropertySymbol? Property, LoopKey? Key) ReadEquality(ExpressionSyntax condition, ISymbol parameter, LoopCall call, SemanticModel model)
    {
        if (condition is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equality)
            return default;
        return Read(equality.Left, equality.Right) is { Property: not null } found ? found : Read(equality.Right, equality.Left);

        (IPropertySymbol? Property, LoopKey? Key) Read(ExpressionSyntax column, ExpressionSyntax value) =>
            column is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner }
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(owner).Symbol, parameter)
            && model.GetSymbolInfo(column).Symbol is IPropertySymbol property
            && call.KeyOf(value) is { } key
                ? (property, key)
                : default;
    }
}
