using System.Collections.Generic;
using System.Linq;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.Effects;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.Queries;
using LifeOps.PostgreSql.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Reads;

/// <summary>How many rows an EF Core query can return: from its operators, the keys of its entity and the size of its table.</summary>
internal sealed class QueryableReads(VariableFlow flow, EntityTables tables, RuleOptions options)
{
    private const int MaxDepth = 8;

    /// <summary>The read, or null when it is bounded or cannot be told.</summary>
    public UnboundedRead? Find(IOperation query)
    {
        var reading = new Reading();
        Read(query, reading, 0);
        if (reading.IsUnknown || reading.IsBounded || reading.Entity is not { } entity)
            return null;

        var table = tables.Find(entity, reading.SetName);
        if (table?.RowEstimate is { } rows && rows < options.LargeTableRows)
            return null;
        return Judge(entity, table, reading);
    }

    private sealed class Reading
    {
        public bool IsUnknown { get; set; }

        public bool IsBounded { get; set; }

        public bool IsFiltered { get; set; }

        /// <summary>Whether a condition takes a state or a time: what is due, not yet done, an administrator.</summary>
        public bool TakesState { get; set; }

        public ITypeSymbol? Entity { get; set; }

        public string? SetName { get; set; }

        public List<IPropertySymbol> Equalities { get; } = [];

        public IPropertySymbol? ParentNavigation { get; set; }

        public HashSet<ISymbol> Seen { get; } = new(SymbolEqualityComparer.Default);
    }

    private UnboundedRead? Judge(ITypeSymbol entity, Table? table, Reading reading)
    {
        var name = table is null ? reading.SetName ?? entity.Name : table.Name;
        var key = EntityKeys.KeyOf(entity);

        // A row per value of an enum: settings, kinds.
        if (key is not null && EntityKeys.IsNeverUnique(key))
            return null;

        // Kinds, languages, currencies, tags look like anything else; what belongs to something else comes with use.
        if (table is null && options.UnknownTables == UnknownTables.Growing && (reading.TakesState || !EntityKeys.Grows(entity) || NameWords.NounBegins(entity.Name, options.SmallSets)))
            return null;
        var parent = reading.ParentNavigation?.Name;
        foreach (var property in reading.Equalities)
        {
            if (EntityKeys.IsUnique(entity, property) || table is not null && IsUnique(table, property))
                return null;
            if (EntityKeys.IsForeignKey(entity, property) || table is not null && IsForeignKey(table, property))
                parent ??= property.Name;
            else if (table is null && !EntityKeys.IsNeverUnique(property))
                return null;
        }

        // Without a key by convention the key is configured elsewhere, and may be what the query compares.
        if (parent is not null && key is null && table is null)
            return null;

        var bound = parent is null
            ? new ResultBound(ResultSize.TableWide, name, table, reading.IsFiltered)
            : new ResultBound(ResultSize.PerParent, name, table, true, parent);
        return new(bound, key?.Name);
    }

    private static bool IsUnique(Table table, IPropertySymbol property) =>
        EntityTables.FindColumn(table, property.Name) is { } column
        && (IsOnly(table.PrimaryKey, column) || table.UniqueConstraints.Any(key => IsOnly(key, column))
            || table.Indexes.Any(index => index.IsUnique && index.Keys.Count == 1 && index.Keys[0].Column == column.Name));

    private static bool IsOnly(KeyConstraint? key, Column column) => key is { Columns.Count: 1 } && key.Columns[0] == column.Name;

    private static bool IsForeignKey(Table table, IPropertySymbol property) =>
        EntityTables.FindColumn(table, property.Name) is { } column && table.ForeignKeys.Any(key => key.Columns.Count == 1 && key.Columns[0] == column.Name);

    private void Read(IOperation query, Reading reading, int depth)
    {
        query = query.Unwrap();
        if (depth > MaxDepth)
        {
            reading.IsUnknown = true;
            return;
        }

        switch (query)
        {
            case ITranslatedQueryOperation translated:
                Read(translated.Operation, reading, depth);
                break;
            case IInvocationOperation invocation:
                ReadOperator(invocation, reading, depth);
                break;
            case IPropertyReferenceOperation { Property: { Type: INamedTypeSymbol { Name: "DbSet", TypeArguments: { Length: 1 } types } } set }:
                AddRoot(types[0], set.Name, reading);
                break;
            case ILocalReferenceOperation { Local: var local }:
                if (!reading.Seen.Add(local))
                    break;

                // query = query.Where(...): each value adds to the others; a bound in any of them may be the one that counts.
                var values = flow.FactsOf(query).ValuesOf(local);
                reading.IsUnknown |= values.IsEmpty;
                foreach (var value in values)
                    Read(value, reading, depth + 1);
                break;
            case IConditionalOperation { WhenFalse: { } otherwise } conditional:
                Read(conditional.WhenTrue, reading, depth + 1);
                Read(otherwise, reading, depth + 1);
                break;
            default:
                reading.IsUnknown = true;
                break;
        }
    }

    private static void AddRoot(ITypeSymbol entity, string? name, Reading reading)
    {
        if (reading.Entity is not null && !SymbolEqualityComparer.Default.Equals(reading.Entity, entity) || entity is ITypeParameterSymbol)
            reading.IsUnknown = true;
        reading.Entity = entity;
        reading.SetName ??= name;
    }

    private void ReadOperator(IInvocationOperation invocation, Reading reading, int depth)
    {
        var method = invocation.TargetMethod;
        var type = method.ContainingType?.Name;
        if (method.Name == "Set" && invocation.Arguments.IsEmpty && method.TypeArguments is { Length: 1 } types)
        {
            AddRoot(types[0], null, reading);
            return;
        }

        if (invocation.ReceiverOf() is not { } source || type is not ("Queryable" or "EntityFrameworkQueryableExtensions" or "RelationalQueryableExtensions" or "DbSet" or "Enumerable"))
        {
            reading.IsUnknown = true;
            return;
        }

        switch (method.Name)
        {
            case "Take" or "TakeLast" or "First" or "FirstOrDefault" or "Chunk":
                reading.IsBounded = true;
                return;
            case "Where" when invocation.Arguments.Length == 2:
                reading.IsFiltered = true;
                ReadPredicate(invocation.Arguments[1].Value, reading);
                break;
            case "Select":
                // What is selected may be a single value of a subquery; the rows stay as many.
                break;
            case "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "Order" or "OrderDescending" or "Reverse" or "Skip"
                or "Include" or "ThenInclude" or "AsNoTracking" or "AsNoTrackingWithIdentityResolution" or "AsTracking" or "AsSplitQuery" or "AsSingleQuery"
                or "TagWith" or "TagWithCallSite" or "IgnoreQueryFilters" or "IgnoreAutoIncludes" or "AsQueryable":
                break;
            default:
                // GroupBy, Distinct, joins, FromSql: another number of rows than the table has.
                reading.IsUnknown = true;
                return;
        }

        Read(source, reading, depth + 1);
    }

    private static void ReadPredicate(IOperation predicate, Reading reading)
    {
        if (predicate.Unwrap() is not IAnonymousFunctionOperation { Body.Operations: { Length: 1 } body, Symbol.Parameters: { Length: > 0 } parameters }
            || body[0] is not IReturnOperation { ReturnedValue: { } condition })
        {
            reading.IsUnknown = true;
            return;
        }

        ReadCondition(condition, parameters[0], reading);
    }

    private static void ReadCondition(IOperation condition, IParameterSymbol row, Reading reading)
    {
        condition = condition.Unwrap();
        reading.TakesState |= IsState(condition, row);
        switch (condition)
        {
            case IInvalidOperation:
                // What does not compile yet may be the bound.
                reading.IsUnknown = true;
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And } and:
                ReadCondition(and.LeftOperand, row, reading);
                ReadCondition(and.RightOperand, row, reading);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either when HasEquality(either.LeftOperand, row) && HasEquality(either.RightOperand, row):
                reading.IsUnknown = true;
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equality:
                ReadEquality(equality.LeftOperand.Unwrap(), equality.RightOperand, row, reading);
                ReadEquality(equality.RightOperand.Unwrap(), equality.LeftOperand, row, reading);
                break;
            case IInvocationOperation { TargetMethod.Name: "Contains" } contains when IsListOf(contains, row):
                reading.IsBounded = true;
                break;
            case IInvocationOperation { TargetMethod.Name: "Any" or "Contains" } through when NavigationOf(through, row) is { } navigation && NamesElement(through):
                reading.ParentNavigation ??= navigation;
                break;
            case IInvocationOperation { TargetMethod.Name: "Equals", Instance: { } instance, Arguments: { Length: 1 } arguments }:
                ReadEquality(instance.Unwrap(), arguments[0].Value, row, reading);
                break;
        }
    }

    // j => !j.IsDone, j.DoneAt == null, j.State == State.Open, j.NextRun < now: most rows are in another state, or soon will be.
    private static bool IsState(IOperation condition, IParameterSymbol row) => condition switch
    {
        IPropertyReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } flag => flag.Mentions(row),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => IsState(not.Operand.Unwrap(), row),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual } range => range.Mentions(row),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } equality =>
            equality.RightOperand.Unwrap().ConstantValue is { HasValue: true, Value: null or bool } && equality.LeftOperand.Mentions(row)
            || equality.LeftOperand.Unwrap() is IPropertyReferenceOperation { Property: var property } && property.Type.TypeKind == TypeKind.Enum && equality.LeftOperand.Mentions(row),
        _ => false,
    };

    // c.Members.Any(...), c.Members.Select(m => m.UserId).Contains(id): the collection of the row that is looked through.
    private static IPropertySymbol? NavigationOf(IInvocationOperation invocation, IParameterSymbol row)
    {
        var source = invocation.ReceiverOf()?.Unwrap();
        while (source is IInvocationOperation { TargetMethod.Name: "Select" or "Where" } inner)
            source = inner.ReceiverOf()?.Unwrap();
        return source is IPropertyReferenceOperation { Instance: IParameterReferenceOperation owner, Property: var property }
            && SymbolEqualityComparer.Default.Equals(owner.Parameter, row)
            && IterationSymbols.ElementType(property.Type) is { } element && EntityKeys.IsEntity(element)
            ? property
            : null;
    }

    // One element is named by a key that is given from outside: the rows are those of one parent, as with a foreign key.
    private static bool NamesElement(IInvocationOperation invocation)
    {
        if (invocation.TargetMethod.Name == "Contains")
            return invocation.Arguments[invocation.Arguments.Length - 1].Value.Unwrap() is { ConstantValue.HasValue: false };
        foreach (var operation in invocation.Arguments[invocation.Arguments.Length - 1].Value.DescendantsAndSelf())
        {
            if (operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equality
                && (IsNamed(equality.LeftOperand.Unwrap(), equality.RightOperand) || IsNamed(equality.RightOperand.Unwrap(), equality.LeftOperand)))
            {
                return true;
            }
        }

        return false;
    }

    // m.UserId == userId: the value comes from outside the query, and many share no property but flags and kinds.
    private static bool IsNamed(IOperation operand, IOperation value) =>
        operand is IPropertyReferenceOperation { Property: var property, Instance: IParameterReferenceOperation { Parameter: var element } }
        && !EntityKeys.IsNeverUnique(property) && !value.Unwrap().ConstantValue.HasValue && !value.Mentions(element);

    // ids.Contains(o.Id): as many rows as the caller asked for, or a few for each.
    private static bool IsListOf(IInvocationOperation contains, IParameterSymbol row)
    {
        var list = contains.ReceiverOf();
        return list is not null && list.Type?.SpecialType != SpecialType.System_String && !list.Mentions(row)
            && contains.Arguments.Any(argument => argument.Value.Mentions(row));
    }

    private static void ReadEquality(IOperation left, IOperation right, IParameterSymbol row, Reading reading)
    {
        if (right.Mentions(row))
            return;
        switch (left)
        {
            case IPropertyReferenceOperation { Instance: IParameterReferenceOperation owner, Property: var property } when SymbolEqualityComparer.Default.Equals(owner.Parameter, row):
                if (right.Unwrap().ConstantValue is { HasValue: true, Value: null })
                    break;
                if (EntityKeys.IsEntity(property.Type))
                    reading.ParentNavigation ??= property;
                else
                    reading.Equalities.Add(property);
                break;
            case IPropertyReferenceOperation { Instance: IPropertyReferenceOperation { Property: var navigation } path, Property.Name: "Id" } when path.Mentions(row) && EntityKeys.IsEntity(navigation.Type):
                reading.ParentNavigation ??= navigation;
                break;
            case IInvocationOperation or IPropertyReferenceOperation when left.Mentions(row):
                // An expression over the row, EF.Property, a column of another table: it may be unique.
                reading.IsUnknown |= left is IInvocationOperation { TargetMethod.Name: "Property" } or IPropertyReferenceOperation { Instance: IPropertyReferenceOperation };
                break;
        }
    }

    private static bool HasEquality(IOperation condition, IParameterSymbol row)
    {
        foreach (var operation in condition.DescendantsAndSelf())
        {
            if (operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } or IInvocationOperation { TargetMethod.Name: "Contains" or "Equals" } && operation.Mentions(row))
                return true;
        }

        return false;
    }
}
