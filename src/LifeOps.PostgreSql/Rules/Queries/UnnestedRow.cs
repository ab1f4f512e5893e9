using System.Collections.Generic;
using System.Linq;
using System.Text;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>The one row that an INSERT has values for, each a parameter of its own or the same for all rows.</summary>
/// <param name="Place">The place of VALUES and the row.</param>
/// <param name="Parameters">The parameters by name, each once.</param>
public sealed record UnnestedRow(TextSpan Place, ValueList<string> Parameters)
{
    private ValueList<Expression> Values { get; init; }

    /// <summary>
    /// Null for anything but one INSERT of one row without RETURNING, that leaves rows which exist alone: ON CONFLICT DO UPDATE refuses to
    /// change a row twice in one statement.
    /// </summary>
    public static UnnestedRow? Of(SqlScript script)
    {
        if (script.Statements.Count != 1
            || script.Statements[0] is not
            {
                HasErrors: false,
                Stmt: InsertStmt
                {
                    WithClause: null,
                    ReturningClause: null,
                    OnConflictClause: null or { Action: OnConflictAction.Nothing },
                    SelectStmt: { Op: SetOperation.None, WithClause: null, LimitCount: null, ValuesLists: { Count: 1 } rows } select,
                },
            })
        {
            return null;
        }

        var names = new List<string>();
        foreach (var value in rows[0].Items)
        {
            if (value is ParamRef { Name.Value: { Length: > 0 } name })
            {
                if (!names.Contains(name))
                    names.Add(name);
            }
            else if (!IsSameForAll(value))
            {
                return null;
            }
        }

        return names.Count == 0 ? null : new(select.Span, ValueList.Of(names.ToArray())) { Values = rows[0].Items };
    }

    /// <summary>The query that gives one row per element of the arrays.</summary>
    /// <param name="text">The text of the script.</param>
    /// <param name="types">The type of the elements of each parameter's array.</param>
    public string ToSelect(string text, IReadOnlyList<string> types)
    {
        var columns = Parameters.Select(name => SqlIdentifier.Quote(name.ToLowerInvariant())).ToList();
        var arrays = string.Join(", ", Parameters.Select((name, place) => $"@{name}::{types[place]}[]"));
        var isRow = Values.Count == Parameters.Count;
        var query = new StringBuilder("SELECT ");
        query.Append(isRow ? "*" : string.Join(", ", Values.Select(value => value is ParamRef parameter ? "item." + columns[PlaceOf(parameter)] : value.Span.Of(text))));
        query.Append(" FROM unnest(").Append(arrays).Append(')');
        if (!isRow)
            query.Append(" AS item(").Append(string.Join(", ", columns)).Append(')');
        return query.ToString();
    }

    private int PlaceOf(ParamRef parameter)
    {
        for (var place = 0; place < Parameters.Count; place++)
        {
            if (Parameters[place] == parameter.Name.Value)
                return place;
        }

        return -1;
    }

    private static bool IsSameForAll(Expression value) => value switch
    {
        A_Const { Kind: ConstantKind.Integer or ConstantKind.Boolean } or SQLValueFunction => true,
        FuncCall { Args.IsEmpty: true, Name.Value: "now" } => true,
        TypeCast { Arg: A_Const } => true,
        _ => false,
    };
}
