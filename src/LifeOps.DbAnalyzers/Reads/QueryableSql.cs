using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.Effects;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TextSpan = LifeOps.PostgreSql.Syntax.TextSpan;

namespace LifeOps.DbAnalyzers.Reads;

/// <summary>
/// The SQL that EF Core makes of a query over one table, as far as it decides which rows are read and in which order. What cannot be told for sure
/// gives no SQL: a condition that is left out could be the one that an index serves.
/// </summary>
internal sealed class QueryableSql
{
    private const int MaxDepth = 16;

    private readonly VariableFlow _flow;
    private readonly EntityTables _tables;
    private readonly List<(string Sql, Location Place)> _conditions = [];
    private readonly List<(string Sql, Location Place)> _order = [];
    private Table? _table;
    private string? _limit;
    private bool _skips;
    private bool _counts;

    private QueryableSql(VariableFlow flow, EntityTables tables)
    {
        _flow = flow;
        _tables = tables;
    }

    /// <summary>The statement of a call and the C# that its parts come from; null when it cannot be told.</summary>
    public static LinqSql? Read(DataAccessCall call, VariableFlow flow, EntityTables tables)
    {
        if (call.Query is not { } query)
            return null;
        var reader = new QueryableSql(flow, tables);
        return reader.ReadQuery(query, 0) && reader.ReadEnd(call) && reader._table is { } table ? reader.Write(table) : null;
    }

    private LinqSql Write(Table table)
    {
        var sql = new StringBuilder(_counts ? "SELECT count(*) FROM " : "SELECT * FROM ");
        var places = new List<(TextSpan Span, Location Place)>();
        sql.Append(SqlIdentifier.Quote(table.Schema)).Append('.').Append(SqlIdentifier.Quote(table.Name));
        Append(" WHERE ", " AND ", _conditions);
        if (!_counts)
            Append(" ORDER BY ", ", ", _order);
        if (_limit is not null)
            sql.Append(" LIMIT ").Append(_limit);
        if (_skips)
            sql.Append(" OFFSET @skip");
        return new(sql.ToString(), places);

        void Append(string before, string between, List<(string Sql, Location Place)> parts)
        {
            for (var i = 0; i < parts.Count; i++)
            {
                sql.Append(i == 0 ? before : between);
                places.Add((new TextSpan(sql.Length, parts[i].Sql.Length), parts[i].Place));
                sql.Append(parts[i].Sql);
            }
        }
    }

    /// <summary>The method that runs the query.</summary>
    private bool ReadEnd(DataAccessCall call)
    {
        if (call.Operation is not IInvocationOperation invocation)
            return true;
        switch (invocation.TargetMethod.Name)
        {
            case "ToList" or "ToListAsync" or "ToArray" or "ToArrayAsync" or "AsAsyncEnumerable" or "AsEnumerable" or "ToDictionary" or "ToDictionaryAsync" or "ToHashSet" or "ToHashSetAsync":
                return true;
            case "First" or "FirstAsync" or "FirstOrDefault" or "FirstOrDefaultAsync" or "Any" or "AnyAsync":
                _limit = "1";
                break;
            case "Single" or "SingleAsync" or "SingleOrDefault" or "SingleOrDefaultAsync":
                _limit = "2";
                break;
            case "Count" or "CountAsync" or "LongCount" or "LongCountAsync":
                _counts = _limit is null && !_skips;
                break;
            default:
                return false;
        }

        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter?.Name == "predicate" && !ReadPredicate(argument.Value))
                return false;
        }

        return true;
    }

    private bool ReadQuery(IOperation query, int depth)
    {
        query = query.Unwrap();
        switch (query)
        {
            case var _ when depth > MaxDepth:
                return false;
            case ITranslatedQueryOperation translated:
                return ReadQuery(translated.Operation, depth + 1);
            case IPropertyReferenceOperation { Property: { Type: INamedTypeSymbol { Name: "DbSet", TypeArguments: { Length: 1 } types } } set }:
                return (_table = _tables.Find(types[0], set.Name)) is not null;
            case IInvocationOperation { TargetMethod: { Name: "Set", TypeArguments: { Length: 1 } types }, Arguments.IsEmpty: true }:
                return (_table = _tables.Find(types[0], null)) is not null;
            case ILocalReferenceOperation { Local: var local }:
                var values = _flow.FactsOf(query).ValuesOf(local);
                return values.Length == 1 && ReadQuery(values[0], depth + 1);
            case IInvocationOperation invocation when invocation.ReceiverOf() is { } source && invocation.TargetMethod.ContainingType?.Name is "Queryable" or "EntityFrameworkQueryableExtensions" or "RelationalQueryableExtensions":
                return ReadQuery(invocation.ReceiverOf()!, depth + 1) && ReadOperator(invocation);
            default:
                return false;
        }
    }

    private bool ReadOperator(IInvocationOperation invocation)
    {
        var argument = invocation.Arguments.Length > 1 ? invocation.Arguments[1].Value : null;
        switch (invocation.TargetMethod.Name)
        {
            // What stands behind LIMIT works on its rows only.
            case "Where" when argument is not null && _limit is null && !_skips:
                return ReadPredicate(argument);
            case "OrderBy" or "OrderByDescending" when argument is not null && _limit is null:
                _order.Clear();
                return ReadOrder(argument, invocation);
            case "ThenBy" or "ThenByDescending" when argument is not null && _limit is null:
                return ReadOrder(argument, invocation);
            case "Take" when argument is not null && _limit is null:
                _limit = argument.Unwrap().ConstantValue is { HasValue: true, Value: int count } ? count.ToString(CultureInfo.InvariantCulture) : "@take";
                return true;
            case "Skip" when _limit is null:
                _skips = true;
                return true;
            case "Select" or "Include" or "ThenInclude" or "AsNoTracking" or "AsNoTrackingWithIdentityResolution" or "AsTracking" or "AsSplitQuery" or "AsSingleQuery"
                or "TagWith" or "TagWithCallSite" or "IgnoreAutoIncludes" or "AsQueryable":
                return true;
            default:
                return false;
        }
    }

    private bool ReadOrder(IOperation selector, IInvocationOperation invocation)
    {
        if (LambdaOf(selector) is not { } lambda || TermOf(lambda.Body, lambda.Row) is not { } term)
            return false;
        _order.Add((term + (invocation.TargetMethod.Name.EndsWith("Descending", System.StringComparison.Ordinal) ? " DESC" : ""), lambda.Body.Syntax.GetLocation()));
        return true;
    }

    private bool ReadPredicate(IOperation predicate) => LambdaOf(predicate) is { } lambda && ReadCondition(lambda.Body, lambda.Row);

    private static (IOperation Body, IParameterSymbol Row)? LambdaOf(IOperation operation) =>
        operation.Unwrap() is IAnonymousFunctionOperation { Body.Operations: { Length: 1 } body, Symbol.Parameters: { Length: 1 } parameters }
        && body[0] is IReturnOperation { ReturnedValue: { } value }
            ? (value.Unwrap(), parameters[0])
            : null;

    private bool ReadCondition(IOperation condition, IParameterSymbol row)
    {
        condition = condition.Unwrap();
        if (condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and)
            return ReadCondition(and.LeftOperand, row) && ReadCondition(and.RightOperand, row);
        if (SqlOf(condition, row) is not { } sql)
            return IsNoLookup(condition);
        _conditions.Add((sql, condition.Syntax.GetLocation()));
        return true;
    }

    /// <summary>An inequality that is left out changes little; an equality could be what an index serves.</summary>
    private static bool IsNoLookup(IOperation condition) => condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals };

    private string? SqlOf(IOperation condition, IParameterSymbol row)
    {
        switch (condition)
        {
            case IPropertyReferenceOperation { Type.SpecialType: SpecialType.System_Boolean }:
                return TermOf(condition, row);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not when not.Operand.Unwrap() is IPropertyReferenceOperation negated:
                return TermOf(negated, row) is { } flag ? "NOT " + flag : null;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
                or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual } comparison:
                return Compare(comparison.LeftOperand.Unwrap(), comparison.RightOperand.Unwrap(), comparison.OperatorKind, row)
                    ?? Compare(comparison.RightOperand.Unwrap(), comparison.LeftOperand.Unwrap(), Mirrored(comparison.OperatorKind), row);
            case IInvocationOperation { TargetMethod: { Name: "Equals", IsStatic: false }, Instance: { } left, Arguments: { Length: 1 } others }:
                return Compare(left.Unwrap(), others[0].Value.Unwrap(), BinaryOperatorKind.Equals, row);
            case IInvocationOperation { TargetMethod: { Name: "StartsWith" or "EndsWith" or "Contains", ContainingType.SpecialType: SpecialType.System_String }, Instance: { } text, Arguments: { Length: 1 } parts } method:
                return parts[0].Value.Mentions(row) || TermOf(text.Unwrap(), row) is not { } searched ? null
                    : searched + " LIKE " + (method.TargetMethod.Name == "StartsWith" ? Prefix(parts[0].Value) : "'%' || @part");
            case IInvocationOperation { TargetMethod.Name: "Contains" } contains when contains.ReceiverOf() is { } list && !list.Mentions(row):
                var element = contains.Arguments[contains.Arguments.Length - 1].Value.Unwrap();
                return TermOf(element, row) is { } listed ? listed + " = ANY (@list)" : null;
            default:
                return null;
        }
    }

    private static string Prefix(IOperation value) =>
        value.Unwrap().ConstantValue is { HasValue: true, Value: string { Length: > 0 } text } && text.All(char.IsLetterOrDigit) ? "'" + text + "%'" : "@part || '%'";

    private string? Compare(IOperation left, IOperation right, BinaryOperatorKind kind, IParameterSymbol row)
    {
        if (right.Mentions(row) || TermOf(left, row) is not { } term)
            return null;
        if (right.ConstantValue is { HasValue: true, Value: null })
            return kind == BinaryOperatorKind.Equals ? term + " IS NULL" : kind == BinaryOperatorKind.NotEquals ? term + " IS NOT NULL" : null;
        return kind switch
        {
            BinaryOperatorKind.Equals => term + " = @value",
            BinaryOperatorKind.LessThan => term + " < @value",
            BinaryOperatorKind.LessThanOrEqual => term + " <= @value",
            BinaryOperatorKind.GreaterThan => term + " > @value",
            BinaryOperatorKind.GreaterThanOrEqual => term + " >= @value",
            _ => null,
        };
    }

    private static BinaryOperatorKind Mirrored(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => kind,
    };

    /// <summary>The column that a property of the row is stored in, also folded; null when it is something else.</summary>
    private string? TermOf(IOperation operation, IParameterSymbol row)
    {
        operation = operation.Unwrap();
        switch (operation)
        {
            case IInvocationOperation { TargetMethod: { Name: "ToLower" or "ToUpper", ContainingType.SpecialType: SpecialType.System_String }, Instance: { } folded, Arguments.IsEmpty: true } fold:
                return TermOf(folded, row) is { } inner ? (fold.TargetMethod.Name == "ToLower" ? "lower(" : "upper(") + inner + ")" : null;
            case IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }, Instance: { } nullable }:
                return TermOf(nullable, row);
            case IPropertyReferenceOperation { Instance: IParameterReferenceOperation owner, Property: var property } when SymbolEqualityComparer.Default.Equals(owner.Parameter, row):
                return _tables.FindColumn(_table!, property) is { } column ? SqlIdentifier.Quote(column.Name) : null;
            default:
                return null;
        }
    }
}

/// <summary>A statement that a LINQ query becomes.</summary>
/// <param name="Text">The statement, with placeholders for values.</param>
/// <param name="Places">The C# that parts of it come from, in the order of the text.</param>
internal sealed record LinqSql(string Text, IReadOnlyList<(TextSpan Span, Location Place)> Places)
{
    /// <summary>The C# that a place of the statement comes from; null when it is the query as a whole.</summary>
    public Location? PlaceOf(TextSpan span)
    {
        foreach (var (part, place) in Places)
        {
            if (span.Start >= part.Start && span.Start < part.End)
                return place;
        }

        return null;
    }
}
