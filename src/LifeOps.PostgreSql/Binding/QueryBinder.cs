using System.Collections.Generic;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Binding;

/// <summary>
/// Finds names and types of a query's columns, and what it reads. Names that do not exist become problems; everything else gets the best
/// type that can be told, <see cref="SqlType.Unknown"/> where none can. This file binds queries, QueryBinder.From.cs their FROM, QueryBinder.Expressions.cs expressions.
/// </summary>
internal sealed partial class QueryBinder(ISchemaObjects objects, string text)
{
    /// <summary>Deeper nesting is not bound: types there stay unknown. The tree of a text can be as deep as the parser allows.</summary>
    private const int MaxDepth = 400;

    private readonly TypeSystem _types = new(objects);
    private readonly List<BindingProblem> _problems = [];
    private readonly HashSet<object> _relations = [];
    private readonly HashSet<object> _columns = [];
    private bool _isIncomplete;
    private int _depth;

    public IReadOnlyList<BindingProblem> Problems => _problems;

    /// <summary>The columns of a query as a view or table made from it has them.</summary>
    /// <param name="recursive">Name and columns of CREATE RECURSIVE VIEW, which the query can read.</param>
    public BoundQuery Bind(Statement query, (string Name, ValueList<Identifier> Columns)? recursive = null)
    {
        CteScope? ctes = null;
        if (recursive is { } view)
        {
            ctes = new(null);
            ctes.Add(view.Name, RecursiveColumns(query, view.Columns, null, null));
        }

        var columns = BindStatement(query, null, ctes);
        var bound = new BoundQuery { Relations = _relations, ReferencedColumns = _columns, IsIncomplete = _isIncomplete };
        foreach (var column in columns)
            bound.Columns.Add(column.Type.IsUnknown && !_isIncomplete && !column.Type.IsArray && column.Source is not Unresolved ? column with { Type = TypeSystem.Text, Source = null } : column);
        return bound;
    }

    /// <summary>Marks a column whose type could not be told, as opposed to a literal without a type.</summary>
    private sealed class Unresolved
    {
        public static readonly Unresolved Instance = new();
    }

    private void Problem(TextSpan span, string message) => _problems.Add(new(span, message));

    private List<BoundColumn> BindStatement(Statement statement, Scope? outer, CteScope? ctes)
    {
        switch (statement)
        {
            case SelectStmt select:
                return BindSelect(select, outer, ctes);
            case InsertStmt insert:
                return BindReturning(insert.ReturningClause, [insert.Relation], outer, BindWith(insert.WithClause, outer, ctes));
            case UpdateStmt update:
                return BindReturning(update.ReturningClause, [update.Relation, .. update.FromClause], outer, BindWith(update.WithClause, outer, ctes));
            case DeleteStmt delete:
                return BindReturning(delete.ReturningClause, [delete.Relation, .. delete.UsingClause], outer, BindWith(delete.WithClause, outer, ctes));
            case MergeStmt merge:
                return BindReturning(merge.ReturningClause, [merge.Relation, merge.SourceRelation], outer, BindWith(merge.WithClause, outer, ctes));
            default:
                _isIncomplete = true;
                return [];
        }
    }

    private List<BoundColumn> BindReturning(ReturningClause? returning, IReadOnlyList<TableReference> from, Scope? outer, CteScope? ctes)
    {
        var scope = new Scope(outer);
        foreach (var item in from)
            AddFromItem(item, scope, ctes);
        return returning is null ? [] : BindTargets(returning.Exprs, scope, ctes);
    }

    private CteScope? BindWith(WithClause? with, Scope? outer, CteScope? ctes)
    {
        if (with is null)
            return ctes;

        var scope = new CteScope(ctes);
        foreach (var cte in with.Ctes)
        {
            var name = Name(cte.Ctename);
            List<BoundColumn> columns;
            if (with.Recursive && cte.Ctequery is SelectStmt { Op: not SetOperation.None })
            {
                columns = RecursiveColumns(cte.Ctequery, cte.AliasColnames, outer, scope);
                scope.Add(name, columns);
                BindStatement(cte.Ctequery, outer, scope);
            }
            else
            {
                columns = Renamed(BindStatement(cte.Ctequery, outer, scope), cte.AliasColnames);
            }

            ResolveUnknowns(columns);
            if (cte.SearchClause is { } search)
                columns.Add(new(Name(search.SearchSeqColumn), search.SearchBreadthFirst ? TypeSystem.Record : TypeSystem.Record.MakeArray()));
            if (cte.CycleClause is { } cycle)
            {
                columns.Add(new(Name(cycle.CycleMarkColumn), cycle.CycleMarkValue is null ? TypeSystem.Boolean : ResolveLiteral(TypeOf(cycle.CycleMarkValue, new(outer), scope))));
                columns.Add(new(Name(cycle.CyclePathColumn), TypeSystem.Record.MakeArray()));
            }

            scope.Add(name, columns);
        }

        return scope;
    }

    /// <summary>A recursive query has the columns of its first, non-recursive part.</summary>
    private List<BoundColumn> RecursiveColumns(Statement query, ValueList<Identifier> aliases, Scope? outer, CteScope? ctes)
    {
        var first = query is SelectStmt { Op: not SetOperation.None, Larg: { } left } union && union.WithClause is null ? left : query;
        if (first == query)
            return Renamed([], aliases);
        var columns = Renamed(BindStatement(first, outer, ctes), aliases);
        ResolveUnknowns(columns);
        return columns;
    }

    private static void ResolveUnknowns(List<BoundColumn> columns)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Type.IsUnknown && columns[i].Source is not Unresolved)
                columns[i] = columns[i] with { Type = TypeSystem.Text };
        }
    }

    private static List<BoundColumn> Renamed(List<BoundColumn> columns, ValueList<Identifier> names)
    {
        for (var i = 0; i < names.Count && i < columns.Count; i++)
            columns[i] = columns[i] with { Name = Name(names[i]), Span = names[i].Span };
        return columns;
    }

    private static string Name(Identifier identifier) => SqlIdentifier.Truncate(identifier.Value ?? "");

    private List<BoundColumn> BindSelect(SelectStmt select, Scope? outer, CteScope? ctes)
    {
        if (++_depth > MaxDepth)
        {
            _depth--;
            _isIncomplete = true;
            return [];
        }

        ctes = BindWith(select.WithClause, outer, ctes);
        var columns = select.Op != SetOperation.None && select.Larg is not null && select.Rarg is not null
            ? BindSetOperation(select, outer, ctes)
            : select.ValuesLists.IsEmpty ? BindPlainSelect(select, outer, ctes) : BindValues(select, outer, ctes);
        _depth--;
        return columns;
    }

    private List<BoundColumn> BindPlainSelect(SelectStmt select, Scope? outer, CteScope? ctes)
    {
        var scope = new Scope(outer);
        foreach (var item in select.FromClause)
            AddFromItem(item, scope, ctes);

        var columns = select.IsTableCommand && select.TargetList.IsEmpty ? Star(scope.Columns, select.Span) : BindTargets(select.TargetList, scope, ctes);
        Read(select.WhereClause, scope, ctes);
        foreach (var expression in select.DistinctOn)
            ReadClause(expression, scope, ctes, columns);
        foreach (var expression in select.GroupClause)
            ReadClause(expression, scope, ctes, columns);
        Read(select.HavingClause, scope, ctes);
        foreach (var sort in select.SortClause)
            ReadClause(sort.Node, scope, ctes, columns);
        return columns;
    }

    /// <summary>Binds for what the expression reads.</summary>
    private void Read(Expression? expression, Scope scope, CteScope? ctes)
    {
        if (expression is not null)
            TypeOf(expression, scope, ctes);
    }

    /// <summary>GROUP BY and ORDER BY may name a result column instead.</summary>
    private void ReadClause(Expression expression, Scope scope, CteScope? ctes, List<BoundColumn> targets)
    {
        if (expression is ColumnRef { Fields.Count: 1, HasStar: false } reference && targets.Exists(target => target.Name == Name(reference.Fields[0])))
        {
            FindColumn(reference, scope, report: false);
            return;
        }

        Read(expression, scope, ctes);
    }

    private List<BoundColumn> BindValues(SelectStmt select, Scope? outer, CteScope? ctes)
    {
        var scope = new Scope(outer);
        var rows = new List<List<SqlType>>();
        foreach (var row in select.ValuesLists)
        {
            var types = new List<SqlType>(row.Items.Count);
            foreach (var item in row.Items)
                types.Add(TypeOf(item, scope, ctes));
            rows.Add(types);
        }

        var columns = new List<BoundColumn>();
        for (var i = 0; i < rows[0].Count; i++)
        {
            var types = new List<SqlType>(rows.Count);
            foreach (var row in rows)
                types.Add(i < row.Count ? row[i] : SqlType.Unknown);
            columns.Add(new("column" + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), ResolveLiteral(_types.CommonType(types) ?? SqlType.Unknown), Span: select.Span));
        }

        return columns;
    }

    /// <summary>Columns of UNION and the like: names of the left query, common types; long chains of UNION lean left and are walked in a loop.</summary>
    private List<BoundColumn> BindSetOperation(SelectStmt select, Scope? outer, CteScope? ctes)
    {
        var chain = new List<SelectStmt>();
        var leftmost = select;
        while (leftmost.Op != SetOperation.None && leftmost.Larg is not null && leftmost.Rarg is not null && (leftmost == select || leftmost.WithClause is null))
        {
            chain.Add(leftmost);
            leftmost = leftmost.Larg;
        }

        var columns = BindSelect(leftmost, outer, ctes);
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            var right = BindSelect(chain[i].Rarg!, outer, ctes);
            if (columns.Count == 0)
            {
                columns = right;
                continue;
            }

            for (var j = 0; j < columns.Count && j < right.Count; j++)
            {
                var left = columns[j];
                if (left.Source is Unresolved || right[j].Source is Unresolved)
                {
                    columns[j] = left.Source is Unresolved ? left with { Type = right[j].Type, Source = right[j].Source } : left;
                    continue;
                }

                var common = _types.CommonType([left.Type, right[j].Type]);
                if (common is null)
                    Problem(right[j].Span, $"{chain[i].Op.ToString().ToUpperInvariant()} types {left.Type} and {right[j].Type} cannot be matched");
                columns[j] = left with { Type = common ?? SqlType.Unknown, Source = common is null ? Unresolved.Instance : null };
            }
        }

        return columns;
    }

    private List<BoundColumn> BindTargets(ValueList<ResTarget> targets, Scope scope, CteScope? ctes)
    {
        var columns = new List<BoundColumn>();
        foreach (var target in targets)
        {
            switch (target.Val)
            {
                case null:
                    break;
                case ColumnRef { HasStar: true } star:
                    columns.AddRange(BindStar(star, scope));
                    break;
                case A_Indirection { Indirection.IsEmpty: false } indirection when indirection.Indirection[indirection.Indirection.Count - 1] is A_Star:
                    columns.AddRange(Star(AttributesOf(indirection, scope, ctes), target.Span));
                    break;
                default:
                    var type = TypeOf(target.Val, scope, ctes);
                    var name = target.Name.IsMissing ? ColumnNaming.Find(target.Val) ?? "?column?" : target.Name.Value!;
                    var isLiteral = target.Val is A_Const or ParamRef or TypeCast { TypeName.Name.Value: "unknown" } || !type.IsUnknown;
                    columns.Add(new(SqlIdentifier.Truncate(name), type, isLiteral || IsUntypedLiteral(target.Val, scope) ? null : Unresolved.Instance, Span: target.Name.IsMissing ? target.Span : target.Name.Span));
                    break;
            }
        }

        return columns;
    }

    /// <summary>Whether an expression without a type is a literal in the end, as a column of a subquery may be.</summary>
    private bool IsUntypedLiteral(Expression expression, Scope scope) =>
        expression is ColumnRef reference && FindColumn(reference, scope, report: false) is { Source: not Unresolved };

    private static SqlType ResolveLiteral(SqlType type) => type.IsUnknown ? TypeSystem.Text : type;

    private List<BoundColumn> BindStar(ColumnRef star, Scope scope)
    {
        if (star.Fields.IsEmpty)
            return Star(scope.Columns, star.Span);

        var schema = star.Fields.Count > 1 ? Name(star.Fields[star.Fields.Count - 2]) : null;
        var name = Name(star.Fields[star.Fields.Count - 1]);
        if (FindTable(schema, name, scope) is { } table)
            return Star(table.Relation.Columns, star.Span);
        if (!scope.IsIncomplete)
            Problem(star.Span, $"missing FROM-clause entry for table \"{name}\"");
        _isIncomplete = true;
        return [];
    }

    /// <summary>Columns that a star stands for: all of them are read.</summary>
    private List<BoundColumn> Star(IReadOnlyList<BoundColumn> columns, TextSpan span)
    {
        var result = new List<BoundColumn>(columns.Count);
        foreach (var column in columns)
        {
            if (column.Source is not null and not Unresolved)
                _columns.Add(column.Source);
            result.Add(column with { Source = column.Source is Unresolved ? column.Source : null, Span = span });
        }

        return result;
    }

    private IReadOnlyList<BoundColumn> AttributesOf(A_Indirection indirection, Scope scope, CteScope? ctes)
    {
        var items = new SqlNode[indirection.Indirection.Count - 1];
        for (var i = 0; i < items.Length; i++)
            items[i] = indirection.Indirection[i];
        return AttributesOf(IndirectionType(TypeOf(indirection.Arg, scope, ctes), items, scope, ctes), indirection.Arg, scope, ctes);
    }

    private string TextOf(SqlNode node) => text.Substring(node.Span.Start, node.Span.Length);
}
