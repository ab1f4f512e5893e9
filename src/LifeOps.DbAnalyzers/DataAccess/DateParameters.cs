using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>The parameters of an SQL text that stand for a day or a time of day, not for an instant: by a cast, or by the column they meet.</summary>
internal sealed class DateParameters(DatabaseSchema? schema)
{
    /// <summary>The names, without prefix, in any case.</summary>
    public HashSet<string> Find(ImmutableArray<SqlText> texts, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in texts)
        {
            foreach (var statement in text.Parse(cancellationToken).Statements)
            {
                foreach (var node in statement.DescendantsAndSelf())
                    Add(node, names);
            }
        }

        return names;
    }

    private void Add(SqlNode node, HashSet<string> names)
    {
        switch (node)
        {
            case TypeCast { Arg: ParamRef parameter, TypeName.Name.Value: "date" or "time" or "timetz" }:
                AddName(parameter, names);
                break;
            case InsertStmt { SelectStmt.ValuesLists: { Count: > 0 } rows } insert:
                foreach (var row in rows)
                {
                    for (var i = 0; i < row.Items.Count && i < insert.Cols.Count; i++)
                    {
                        if (row.Items[i] is ParamRef inserted && IsDate(insert.Relation.Name.Value, insert.Cols[i].Name.Value))
                            AddName(inserted, names);
                    }
                }

                break;
            case UpdateStmt update:
                foreach (var target in update.TargetList)
                {
                    if (target.Val is ParamRef set && IsDate(update.Relation.Name.Value, target.Name.Value))
                        AddName(set, names);
                }

                break;
            case A_Expr { Lexpr: ColumnRef column, Rexpr: ParamRef compared } when IsDate(table: null, NameOf(column)):
                AddName(compared, names);
                break;
            case A_Expr { Lexpr: ParamRef compared, Rexpr: ColumnRef column } when IsDate(table: null, NameOf(column)):
                AddName(compared, names);
                break;
        }
    }

    // Without a table, every table that has such a column must agree.
    private bool IsDate(string? table, string? column)
    {
        if (schema is null || column is null)
            return false;
        var found = false;
        foreach (var candidate in schema.Tables)
        {
            if (table is not null && candidate.Name != table)
                continue;
            if (candidate.FindColumn(column) is not { Type: var type })
                continue;
            if (!type.Is("date") && !type.Is("time"))
                return false;
            found = true;
        }

        return found;
    }

    private static string? NameOf(ColumnRef column) => column.Fields.Count == 0 ? null : column.Fields[column.Fields.Count - 1].Value;

    private static void AddName(ParamRef parameter, HashSet<string> names)
    {
        if (parameter.Name.Value is { Length: > 0 } name)
            names.Add(name.TrimStart('@', ':', '$'));
    }
}
