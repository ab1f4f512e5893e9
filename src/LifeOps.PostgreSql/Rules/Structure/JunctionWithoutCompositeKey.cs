using System.Collections.Generic;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Structure;

/// <summary>LDB4006: a junction table in which the same pair can stand twice: neither its primary key nor a unique key is made of the pair.</summary>
public sealed class JunctionWithoutCompositeKey : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.JunctionWithoutCompositeKey;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var table in context.Tables)
        {
            if (table.IsUnlogged || JunctionTable.KeyOf(context, table) is not { } tied || HasKeyOf(table, tied))
                continue;
            context.Report(Rule, table.NameLocation, ValueList.Of(SchemaNames.Of(table), string.Join(", ", tied)), EditsOf(context, table, tied));
        }
    }

    /// <summary>Whether a unique key holds nothing but columns of the pair.</summary>
    private static bool HasKeyOf(Table table, IReadOnlyList<string> tied)
    {
        foreach (var index in table.Indexes)
        {
            if (!index.IsUnique || index.Predicate is not null)
                continue;
            var isPair = true;
            foreach (var key in index.Keys)
            {
                var isTied = false;
                foreach (var name in tied)
                    isTied |= name == key.Column;
                isPair &= isTied;
            }

            if (isPair)
                return true;
        }

        return false;
    }

    /// <summary>A primary key at the end of the table's list, or a unique one where another primary key stands.</summary>
    private static ValueList<FindingEdit> EditsOf(SchemaContext context, Table table, IReadOnlyList<string> tied)
    {
        if (context.Texts.StatementAt(table.Location) is not { Stmt: CreateStmt { TableElts: { IsEmpty: false } elements } })
            return default;
        var columns = new string[tied.Count];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = SqlIdentifier.Quote(tied[i]);
        var key = table.PrimaryKey is null ? "PRIMARY KEY" : "UNIQUE";
        return ValueList.Of(new FindingEdit(new TextSpan(elements[elements.Count - 1].Span.End, 0), ", " + key + " (" + string.Join(", ", columns) + ")", table.Location.File));
    }
}
