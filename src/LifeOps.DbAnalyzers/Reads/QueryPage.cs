using System.Collections.Generic;
using System.Linq;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.Effects;
using LifeOps.PostgreSql.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Reads;

/// <summary>The page that an EF Core query cuts out of one entity: Skip and Take, and what the rows before them are ordered by.</summary>
internal sealed class QueryPage
{
    private QueryPage(ITypeSymbol entity, string? setName)
    {
        Entity = entity;
        SetName = setName;
    }

    public ITypeSymbol Entity { get; }

    /// <summary>The property of the context; null for Set&lt;T&gt;().</summary>
    public string? SetName { get; }

    /// <summary>The innermost Take or Skip that cuts a page; null when there is none.</summary>
    public IInvocationOperation? Cut { get; private set; }

    /// <summary>A Skip whose number is not constant; null when there is none.</summary>
    public IInvocationOperation? Skip { get; private set; }

    /// <summary>OrderBy, ThenBy and their kin, the last one first.</summary>
    public List<IInvocationOperation> Orders { get; } = [];

    /// <summary>What the rows are sorted by, as far as it is properties of the entity.</summary>
    public List<IPropertySymbol> OrderedBy { get; } = [];

    /// <summary>The properties that a condition compares with one value.</summary>
    public List<IPropertySymbol> Given { get; } = [];

    public bool IsFiltered { get; private set; }

    /// <summary>Whether the rows are no longer the entity's own when they are cut: Select stands in front.</summary>
    public bool IsProjected { get; private set; }

    /// <summary>Whether the order is by something computed: a rank, a random number.</summary>
    public bool HasComputedOrder { get; private set; }

    /// <summary>The page of a query that is seen from its set to its end; null for any other query, or one that makes other rows than the entity's.</summary>
    public static QueryPage? Read(IOperation query)
    {
        var operators = new List<IInvocationOperation>();
        var current = query.Unwrap();
        while (true)
        {
            if (current is ITranslatedQueryOperation translated)
            {
                current = translated.Operation.Unwrap();
                continue;
            }

            if (current is not IInvocationOperation invocation || IsSet(invocation))
                break;
            if (invocation.TargetMethod.ContainingType is not { Name: "Queryable" or "EntityFrameworkQueryableExtensions" or "RelationalQueryableExtensions" or "DbSet" } || invocation.ReceiverOf() is not { } source)
                return null;
            operators.Add(invocation);
            current = source.Unwrap();
        }

        var page = current switch
        {
            IPropertyReferenceOperation { Property: { Type: INamedTypeSymbol { Name: "DbSet", TypeArguments: { Length: 1 } types } } set } => new QueryPage(types[0], set.Name),
            IInvocationOperation { TargetMethod.TypeArguments: { Length: 1 } types } => new QueryPage(types[0], null),
            _ => null,
        };
        if (page is null || page.Entity is ITypeParameterSymbol)
            return null;

        // From the set outwards: what comes behind the cut does not order it.
        for (var i = operators.Count - 1; i >= 0; i--)
        {
            if (!page.Add(operators[i]))
                return null;
        }

        return page;
    }

    /// <summary>Whether the order, with what is given, holds a unique key of the table.</summary>
    public bool IsUnique(Table table)
    {
        var columns = OrderedBy.Concat(Given).Select(property => EntityTables.FindColumn(table, property.Name)?.Name).Where(name => name is not null).ToList();
        var keys = table.UniqueConstraints.Select(key => key.Columns.ToArray())
            .Concat(table.Indexes.Where(index => index.IsUnique && index.Predicate is null && index.Keys.All(key => key.Column is not null)).Select(index => index.Keys.Select(key => key.Column!).ToArray()))
            .Where(key => key.All(column => table.FindColumn(column)?.IsNotNull == true));
        if (table.PrimaryKey is { } primary)
            keys = keys.Append(primary.Columns.ToArray());
        return keys.Any(key => key.All(columns.Contains));
    }

    private static bool IsSet(IInvocationOperation invocation) =>
        invocation is { TargetMethod: { Name: "Set", TypeArguments.Length: 1, ReturnType.Name: "DbSet" } };

    /// <summary>False for an operator behind which the rows are no longer the entity's.</summary>
    private bool Add(IInvocationOperation invocation)
    {
        switch (invocation.TargetMethod.Name)
        {
            // An order behind the cut sorts the page, it does not choose it.
            case "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" when Cut is not null:
                return true;
            case "OrderBy" or "OrderByDescending":
                Orders.Clear();
                OrderedBy.Clear();
                HasComputedOrder = false;
                AddOrder(invocation);
                return true;
            case "ThenBy" or "ThenByDescending":
                AddOrder(invocation);
                return true;
            case "Where" when invocation.Arguments.Length == 2:
                IsFiltered = true;
                AddGiven(invocation.Arguments[1].Value);
                return true;
            case "Skip" when invocation.Arguments.Length == 2:
                if (!invocation.Arguments[1].Value.ConstantValue.HasValue)
                    Skip ??= invocation;
                Cut ??= invocation;
                return true;
            case "Take" when invocation.Arguments.Length == 2:
                // One row, or two to tell one from several, are no page.
                if (invocation.Arguments[1].Value.ConstantValue is not { HasValue: true, Value: int and <= 2 })
                    Cut ??= invocation;
                return true;
            case "Include" or "ThenInclude" or "AsNoTracking" or "AsNoTrackingWithIdentityResolution" or "AsTracking" or "AsSplitQuery" or "AsSingleQuery"
                or "TagWith" or "TagWithCallSite" or "IgnoreQueryFilters" or "IgnoreAutoIncludes" or "AsQueryable":
                return true;

            case "Select":
                IsProjected |= Cut is null;
                return true;

            // The rows are others from here on; those that were cut before stay what they were.
            default:
                return Cut is not null;
        }
    }

    private void AddOrder(IInvocationOperation invocation)
    {
        Orders.Insert(0, invocation);
        if (IsProjected || BodyOf(invocation.Arguments.Length > 1 ? invocation.Arguments[1].Value : null) is not { } body)
            HasComputedOrder = true;
        else if (body.Unwrap() is IPropertyReferenceOperation { Instance: { } instance, Property: var property } && instance.Unwrap() is IParameterReferenceOperation)
            OrderedBy.Add(property);
        else
            HasComputedOrder = true;
    }

    private void AddGiven(IOperation predicate)
    {
        if (BodyOf(predicate) is { } condition)
            AddCondition(condition.Unwrap());
    }

    private void AddCondition(IOperation condition)
    {
        switch (condition)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and:
                AddCondition(and.LeftOperand.Unwrap());
                AddCondition(and.RightOperand.Unwrap());
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equality:
                AddEquality(equality.LeftOperand.Unwrap(), equality.RightOperand);
                AddEquality(equality.RightOperand.Unwrap(), equality.LeftOperand);
                break;
        }
    }

    private void AddEquality(IOperation left, IOperation right)
    {
        if (left is IPropertyReferenceOperation { Instance: IParameterReferenceOperation row, Property: var property } && !right.Mentions(row.Parameter))
            Given.Add(property);
    }

    private static IOperation? BodyOf(IOperation? lambda) =>
        lambda?.Unwrap() is IAnonymousFunctionOperation { Body.Operations: { Length: 1 } body } && body[0] is IReturnOperation { ReturnedValue: { } value } ? value : null;
}
