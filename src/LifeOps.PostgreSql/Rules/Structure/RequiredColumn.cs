using System.Collections.Generic;

using LifeOps.PostgreSql.Naming;
using LifeOps.PostgreSql.Rules.Naming;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Structure;

/// <summary>
/// LDB4004: a column that may be NULL although rows make no sense without it: a name, the time of creation, a status, the address that
/// tells users apart, the owner that a row dies with. Where the schema itself says that NULL is meant (a check over several columns, an
/// index WHERE ... IS NOT NULL, ON DELETE SET NULL), nothing is reported.
/// </summary>
public sealed class RequiredColumn : ISchemaRule
{
    /// <summary>Tables whose rows are people that sign in or are written to.</summary>
    private static readonly HashSet<string> People = new(System.StringComparer.Ordinal)
    {
        "account", "admin", "customer", "employee", "member", "profile", "subscriber", "user",
    };

    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.RequiredColumn;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var table in context.Tables)
        {
            HashSet<string>? meant = null;
            foreach (var column in table.Columns)
            {
                if (column.Generated != Schema.GeneratedKind.None || context.Lookup.IsNotNull(column) || context.Texts.DefinitionOf(column) is not { } definition || Reason(context, table, column) is not { } reason)
                    continue;
                meant ??= NullIsMeant(table);
                if (!meant.Contains(column.Name))
                    context.Report(Rule, column.NameLocation, ValueList.Of(SchemaNames.Of(table, column), reason), EditsOf(context, column, definition));
            }
        }
    }

    private static string? Reason(SchemaContext context, Table table, Column column)
    {
        switch (column.Name)
        {
            case "name":
                return "a row without its name cannot be shown";
            case "created_at" or "created_on" or "inserted_at" when column.Type.Name is "timestamptz" or "timestamp" or "date":
                return "every row is made at some time";
            case "status" or "state" when StatusColumn.Is(table, column):
                return "a row without one is in a state that no code names";
            case "email" or "email_address" when IsUnique(table, column) || People.Contains(EnglishNouns.Singularize(NameWords.Last(table.Name))):
                return "it tells the rows apart";
            default:
                return IsOwner(table, column) && OwnerOf(context, table, column) is { } owner ? "the row goes with its " + owner + ", so it never stands without one" : null;
        }
    }

    private static bool IsUnique(Table table, Column column)
    {
        foreach (var index in table.Indexes)
        {
            if (index is { IsUnique: true, Predicate: null, Keys.Count: 1 } && index.Keys[0].Column == column.Name)
                return true;
        }

        return false;
    }

    /// <summary>Whether the column is the only one that ties the row to a parent that takes it along when it goes.</summary>
    private static bool IsOwner(Table table, Column column)
    {
        var owners = 0;
        var isOne = false;
        foreach (var foreignKey in table.ForeignKeys)
        {
            if (foreignKey.OnDelete != ReferentialAction.Cascade || foreignKey.ReferencedTable.Equals(table.QualifiedName) || foreignKey.Columns.Count != 1)
                continue;

            // Two of them: the row belongs to the one or the other.
            if (table.FindColumn(foreignKey.Columns[0]) is { IsNotNull: false })
                owners++;
            isOne |= foreignKey.Columns[0] == column.Name;
        }

        return isOne && owners == 1;
    }

    private static string? OwnerOf(SchemaContext context, Table table, Column column)
    {
        foreach (var foreignKey in table.ForeignKeys)
        {
            if (foreignKey.Columns.Count == 1 && foreignKey.Columns[0] == column.Name && context.Lookup.FindTable(foreignKey.ReferencedTable) is { } owner)
                return SchemaNames.Of(owner) + " row";
        }

        return null;
    }

    /// <summary>The columns of which the schema itself says that they may be empty.</summary>
    private static HashSet<string> NullIsMeant(Table table)
    {
        var meant = new HashSet<string>();
        foreach (var check in table.Checks)
        {
            if (check.Columns.Count > 1)
                meant.UnionWith(check.Columns);
        }

        foreach (var index in table.Indexes)
        {
            if (index.Predicate is not { } predicate || StoredExpression.Parse(predicate) is not { } tree)
                continue;
            foreach (var node in tree.DescendantsAndSelf())
            {
                if (node is NullTest { Arg: ColumnRef } test && StoredExpression.ColumnOf(test.Arg) is { } name)
                    meant.Add(name);
            }
        }

        foreach (var foreignKey in table.ForeignKeys)
        {
            if (foreignKey.OnDelete == ReferentialAction.SetNull)
                meant.UnionWith(foreignKey.OnDeleteColumns.IsEmpty ? foreignKey.Columns : foreignKey.OnDeleteColumns);
        }

        return meant;
    }

    private static ValueList<FindingEdit> EditsOf(SchemaContext context, Column column, ColumnDef definition)
    {
        foreach (var constraint in definition.Constraints)
        {
            if (constraint.ConType == ConstrType.Null)
                return default;
        }

        return context.Texts.InsertBehindType(column, " NOT NULL") is { } edit ? ValueList.Of(edit) : default;
    }
}
