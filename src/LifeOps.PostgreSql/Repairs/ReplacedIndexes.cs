using System.Collections.Generic;
using System.Linq;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>The indexes over a column that another one takes the place of: built beside the old ones, renamed with the columns.</summary>
/// <param name="Renames">For the cut-over.</param>
/// <param name="RenamesBack">For its way back.</param>
internal sealed record ReplacedIndexes(ValueList<string> Renames, ValueList<string> RenamesBack)
{
    /// <summary>Why the indexes of a column, or a generated column, stand in the way of another type; null when none does.</summary>
    public static string? Obstacle(Table table, Column column)
    {
        foreach (var other in table.Columns)
        {
            if (other.Generated != Schema.GeneratedKind.None && other.DefaultExpression is { } expression && Mentions(expression, column.Name))
                return $"The generated column {other.Name} reads it.";
        }

        foreach (var index in table.Indexes)
        {
            if ((index.Predicate is { } predicate && Mentions(predicate, column.Name)) || index.Keys.Any(key => key.Expression is { } expression && Mentions(expression, column.Name)))
                return $"The index {index.Name} has an expression over it.";
            if (index.Keys.Any(key => key.Column == column.Name && key.OperatorClass is not null))
                return $"The index {index.Name} has an operator class of the old type.";
        }

        return null;
    }

    /// <summary>Adds the steps that build them.</summary>
    /// <param name="key">The index of a key, which the caller takes care of; null when there is none.</param>
    public static ReplacedIndexes Plan(RepairDraft draft, Table table, string column, string newColumn, ValueList<string> rule, string? key = null)
    {
        var renames = new List<string>();
        var renamesBack = new List<string>();
        foreach (var index in table.Indexes)
        {
            if (index.Name == key || draft.IsChanged(table, index.Name) || !(index.Keys.Any(part => part.Column == column) || index.IncludedColumns.Contains(column)))
                continue;
            var newIndex = draft.FreeRelationName(table.Schema, index.Name + "_new");
            var oldIndex = draft.FreeRelationName(table.Schema, index.Name + "_old");
            draft.Add(new()
            {
                Title = $"The index {index.Name} for {newColumn}",
                Reason = "The new column is to be found as fast as the old one from its first moment on.",
                RuleIds = rule,
                Table = table.QualifiedName,
                Lock = TableLockMode.ShareUpdateExclusive,
                Duration = RepairDuration.IndexBuild,
                Statements = ValueList.Of(IndexDefinition.Concurrently(table.QualifiedName, index, newIndex, column, newColumn)),
                Rollback = ValueList.Of($"DROP INDEX CONCURRENTLY IF EXISTS {SqlText.Name(table.Schema, newIndex)}"),
            });
            renames.Add($"ALTER INDEX {SqlText.Name(table.Schema, index.Name)} RENAME TO {SqlText.Name(oldIndex)}");
            renames.Add($"ALTER INDEX {SqlText.Name(table.Schema, newIndex)} RENAME TO {SqlText.Name(index.Name)}");
            renamesBack.Add($"ALTER INDEX {SqlText.Name(table.Schema, index.Name)} RENAME TO {SqlText.Name(newIndex)}");
            renamesBack.Add($"ALTER INDEX {SqlText.Name(table.Schema, oldIndex)} RENAME TO {SqlText.Name(index.Name)}");
        }

        return new(renames.ToValueList(), renamesBack.ToValueList());
    }

    private static bool Mentions(string expression, string column)
    {
        foreach (var statement in SqlParser.Parse("SELECT " + expression).Statements)
        {
            foreach (var node in statement.DescendantsAndSelf())
            {
                if (node is ColumnRef { Fields: { Count: > 0 } fields } && fields[fields.Count - 1].Value == column)
                    return true;
            }
        }

        return false;
    }
}
