using System.Collections.Generic;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>The changes that make a query return a page in the order of a key: ORDER BY the key, LIMIT a parameter.</summary>
/// <param name="Edits">The changes, in the order of the text.</param>
/// <param name="Parameter">The name of the parameter without its prefix; null for a positional one.</param>
/// <param name="Position">The number of a positional parameter; 0 for a named one.</param>
public sealed record PageClause(ValueList<FindingEdit> Edits, string? Parameter, int Position)
{
    private const string ParameterName = "page_size";

    /// <summary>Null where a clause behind the query would mean something else: set operations, groups, DISTINCT, locks.</summary>
    /// <param name="table">The table whose rows are the result's, with a primary key of one column.</param>
    public static PageClause? Create(SqlScript script, Table table)
    {
        if (script.Statements.Count != 1 || script.Statements[0] is not { HasErrors: false, Stmt: SelectStmt select }
            || table.PrimaryKey is not { Columns: { Count: 1 } key }
            || select.Op != SetOperation.None || select.LimitCount is not null || select.IsDistinct || select.IsTableCommand
            || !select.GroupClause.IsEmpty || !select.LockingClause.IsEmpty || script.Text[select.Span.Start] == '(')
        {
            return null;
        }

        var items = new List<RangeVar>();
        foreach (var reference in select.FromClause)
        {
            if (!AddItems(reference, items))
                return null;
        }

        if (items.Find(item => item.Name.Value == table.Name) is not { } from)
            return null;

        var column = SqlIdentifier.Quote(key[0]);
        if (items.Count > 1)
            column = SqlIdentifier.Quote(from.Alias?.Name.Value ?? from.Name.Value!) + "." + column;

        var (name, position) = NewParameter(select);
        var limit = " LIMIT " + (name is null ? "$" + position : "@" + name);
        var end = new TextSpan(select.Span.End, 0);
        var sort = select.SortClause;
        if (sort.IsEmpty)
            return new(ValueList.Of(new FindingEdit(end, " ORDER BY " + column + limit)), name, position);
        if (SortsBy(sort, key[0]))
            return new(ValueList.Of(new FindingEdit(end, limit)), name, position);

        var lastSort = sort[sort.Count - 1].Span.End;
        return lastSort == end.Start
            ? new(ValueList.Of(new FindingEdit(end, ", " + column + limit)), name, position)
            : new(ValueList.Of(new FindingEdit(new TextSpan(lastSort, 0), ", " + column), new FindingEdit(end, limit)), name, position);
    }

    private static bool AddItems(TableReference reference, List<RangeVar> items)
    {
        switch (reference)
        {
            case RangeVar table:
                items.Add(table);
                return true;
            case JoinExpr join:
                return AddItems(join.Larg, items) && AddItems(join.Rarg, items);
            default:
                return false;
        }
    }

    private static (string? Name, int Position) NewParameter(SelectStmt select)
    {
        var names = new HashSet<string>();
        var last = 0;
        foreach (var node in select.DescendantsAndSelf())
        {
            if (node is not ParamRef parameter)
                continue;
            if (parameter.Name.Value is { Length: > 0 } name)
                names.Add(name.ToLowerInvariant());
            if (parameter.Number > last)
                last = parameter.Number;
        }

        if (last > 0 && names.Count == 0)
            return (null, last + 1);
        var candidate = ParameterName;
        for (var n = 2; names.Contains(candidate); n++)
            candidate = ParameterName + n;
        return (candidate, 0);
    }

    private static bool SortsBy(ValueList<SortBy> sort, string column)
    {
        foreach (var item in sort)
        {
            if (item.Node is ColumnRef { HasStar: false } reference && reference.Fields[reference.Fields.Count - 1].Value == column)
                return true;
        }

        return false;
    }
}
