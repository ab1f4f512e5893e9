using System.Collections.Generic;
using LifeOps.PostgreSql.Binding;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

// CREATE INDEX (src/backend/commands/indexcmds.c: DefineIndex).
internal sealed partial class SchemaFolder
{
    private void CreateIndex(IndexStmt statement)
    {
        if (FindRelation(statement.Relation) is not { } relation)
            return;
        if (relation is not RowSourceState table || (relation is ViewState { Kind: ViewKind.View }))
        {
            Fail(statement.Relation.Span, $"cannot create index on relation \"{relation.Name}\"");
            return;
        }

        if (!statement.IdxName.IsMissing && !IsFree(new(table.Schema, Name(statement.IdxName)), statement.IdxName.Span, statement.IfNotExists))
            return;

        var keys = new List<IndexKeyState>();
        foreach (var element in statement.IndexParams)
        {
            if (KeyOf(table, element) is not { } key)
                return;
            keys.Add(key);
        }

        var included = new List<ColumnState>();
        foreach (var element in statement.IndexIncludingParams)
        {
            if (table.FindColumn(Name(element.Name)) is { } column)
            {
                included.Add(column);
                continue;
            }

            Fail(element.Span, $"column \"{Name(element.Name)}\" does not exist");
            return;
        }

        if (statement.Unique && table is TableState { Kind: TableKind.Partitioned } partitioned && !partitioned.PartitionColumns.TrueForAll(column => keys.Exists(key => key.Column == column)))
        {
            Fail(statement.Span, "unique constraint on partitioned table must include all partitioning columns");
            return;
        }

        var includedNames = NamesOf(included);
        var index = new IndexState
        {
            Schema = table.Schema,
            Name = NameIndex(table, OptionalName(statement.IdxName), null, keys, includedNames),
            Order = _database.NextOrder(),
            Table = table,
            // rtree is an old name of gist (DefineIndex).
            Method = OptionalName(statement.AccessMethod) is { } method ? method == "rtree" ? "gist" : method : "btree",
            IsUnique = statement.Unique,
            NullsNotDistinct = statement.NullsNotDistinct,
            Keys = keys,
            Included = included,
            IncludedNames = includedNames,
            Predicate = statement.WhereClause is null ? null : Text(statement.WhereClause),
            PredicateColumns = statement.WhereClause is null ? [] : ColumnsIn(statement.WhereClause, table),
            StorageParameters = Parameters(statement.Options),
            Location = At(statement.Span),
            NameLocation = At(statement.IdxName.IsMissing ? statement.Span : statement.IdxName.Span),
        };
        AddIndex(index);
        if (table is TableState parent && statement.Relation.Inherits)
            PassDownIndex(parent, index);
    }

    /// <summary>A key as the server keeps it: a column in parentheses is a column. Null with a problem when a column does not exist.</summary>
    private IndexKeyState? KeyOf(RowSourceState table, IndexElem element)
    {
        var expression = element.Expr;
        var collation = element.Collation;
        while (expression is CollateClause { Arg: { } argument } collate)
        {
            collation = collate.Collname;
            expression = argument;
        }

        ColumnState? column = null;
        var columnName = expression is ColumnRef { HasStar: false } reference && !reference.Fields.IsEmpty ? reference.Fields[reference.Fields.Count - 1] : element.Name;
        if (expression is null or ColumnRef)
        {
            column = table.FindColumn(Name(columnName));
            if (column is null)
            {
                Fail(element.Span, $"column \"{Name(columnName)}\" does not exist");
                return null;
            }
        }

        var isDescending = element.Ordering == SortByDir.Desc;
        return new()
        {
            Column = column,
            Expression = column is null ? Text(element.Expr!) : null,
            ExpressionColumns = column is null ? ColumnsIn(element.Expr!, table) : [],
            OperatorClass = element.Opclass.IsEmpty ? null : Name(element.Opclass[element.Opclass.Count - 1]),
            Collation = collation.IsEmpty ? null : Name(collation[collation.Count - 1]),
            IsDescending = isDescending,
            NullsFirst = element.NullsOrdering == SortByNulls.Default ? isDescending : element.NullsOrdering == SortByNulls.First,
            AttributeName = column?.Name ?? SqlIdentifier.Truncate(ColumnNaming.Find(element.Expr!) ?? "expr"),
        };
    }

    /// <summary>The written name, or the one that the server makes; also names the index's own columns.</summary>
    /// <param name="kind">The constraint behind which the index stands; null for CREATE INDEX.</param>
    private string NameIndex(RowSourceState table, string? written, ConstraintKind? kind, List<IndexKeyState> keys, List<string> includedNames)
    {
        var names = new List<string>(keys.Count + includedNames.Count);
        foreach (var key in keys)
            names.Add(key.AttributeName);
        names.AddRange(includedNames);
        ObjectNames.MakeDistinct(names);
        for (var i = 0; i < keys.Count; i++)
            keys[i].AttributeName = names[i];
        for (var i = 0; i < includedNames.Count; i++)
            includedNames[i] = names[keys.Count + i];
        if (written is not null)
            return written;

        return kind switch
        {
            ConstraintKind.PrimaryKey => ObjectNames.ChooseRelationName(_database, table.Schema, table.Name, null, "pkey", isConstraint: true),
            ConstraintKind.Exclusion => ObjectNames.ChooseRelationName(_database, table.Schema, table.Name, ObjectNames.JoinColumns(names), "excl", isConstraint: true),
            ConstraintKind.Unique => ObjectNames.ChooseRelationName(_database, table.Schema, table.Name, ObjectNames.JoinColumns(names), "key", isConstraint: true),
            _ => ObjectNames.ChooseRelationName(_database, table.Schema, table.Name, ObjectNames.JoinColumns(names), "idx", isConstraint: false),
        };
    }

    private static List<string> NamesOf(List<ColumnState> columns) => columns.ConvertAll(column => column.Name);

    private void AddIndex(IndexState index)
    {
        index.Table.Indexes.Add(index);
        _database.Relations[index.QualifiedName] = index;
    }

    /// <summary>An index of a partitioned table is made on every partition that has no equal one.</summary>
    private void PassDownIndex(TableState table, IndexState index)
    {
        foreach (var child in table.Children)
        {
            if (!child.IsPartition)
                continue;
            if (FindEqualIndex(child, index) is { } equal)
                equal.Parent = index;
            else
                CloneIndex(child, index, index.Location, index);
        }
    }

    /// <summary>An index of a partition that is not yet part of another one and does the same (CompareIndexInfo).</summary>
    private static IndexState? FindEqualIndex(TableState partition, IndexState index)
    {
        foreach (var candidate in partition.Indexes)
        {
            if (candidate.Parent is not null || candidate.IsUnique != index.IsUnique || candidate.Method != index.Method || candidate.Keys.Count != index.Keys.Count
                || candidate.Included.Count != index.Included.Count || candidate.Predicate != index.Predicate || candidate.NullsNotDistinct != index.NullsNotDistinct
                || (index.Constraint is not null && candidate.Constraint?.Kind != index.Constraint.Kind))
            {
                continue;
            }

            var equal = ConstraintState.Names(candidate.Included) == ConstraintState.Names(index.Included);
            for (var i = 0; i < index.Keys.Count && equal; i++)
                equal = candidate.Keys[i].Column?.Name == index.Keys[i].Column?.Name && candidate.Keys[i].Expression == index.Keys[i].Expression && candidate.Keys[i].OperatorClass == index.Keys[i].OperatorClass;
            if (equal)
                return candidate;
        }

        return null;
    }

    /// <summary>The same index, with its constraint, on another table that has the columns (generateClonedIndexStmt).</summary>
    private IndexState CloneIndex(TableState table, IndexState index, SchemaLocation location, IndexState? parent)
    {
        var keys = new List<IndexKeyState>(index.Keys.Count);
        foreach (var key in index.Keys)
        {
            keys.Add(new()
            {
                Column = key.Column is null ? null : table.FindColumn(key.Column.Name),
                Expression = key.Expression,
                ExpressionColumns = SameColumns(key.ExpressionColumns, table),
                OperatorClass = key.OperatorClass,
                Collation = key.Collation,
                IsDescending = key.IsDescending,
                NullsFirst = key.NullsFirst,
                AttributeName = key.AttributeName,
            });
        }

        var included = SameColumns(index.Included, table);
        var includedNames = new List<string>(index.IncludedNames);
        var copy = new IndexState
        {
            Schema = table.Schema,
            Name = NameIndex(table, null, index.Constraint?.Kind, keys, includedNames),
            Order = _database.NextOrder(),
            Table = table,
            Method = index.Method,
            IsUnique = index.IsUnique,
            IsPrimary = index.IsPrimary,
            IsExclusion = index.IsExclusion,
            NullsNotDistinct = index.NullsNotDistinct,
            Keys = keys,
            Included = included,
            IncludedNames = includedNames,
            Predicate = index.Predicate,
            PredicateColumns = SameColumns(index.PredicateColumns, table),
            StorageParameters = [.. index.StorageParameters],
            Parent = parent,
            Location = location,
            NameLocation = location,
        };
        AddIndex(copy);
        if (index.Constraint is { } constraint)
        {
            copy.Constraint = new()
            {
                Name = copy.Name,
                Kind = constraint.Kind,
                Table = table,
                Columns = SameColumns(constraint.Columns, table),
                Index = copy,
                WithoutOverlaps = constraint.WithoutOverlaps,
                Operators = constraint.Operators,
                IsDeferrable = constraint.IsDeferrable,
                IsInitiallyDeferred = constraint.IsInitiallyDeferred,
                InheritedCount = parent is null ? 0 : 1,
                Location = location,
            };
            Register(copy.Constraint);
            if (copy.IsPrimary)
            {
                foreach (var column in copy.Constraint.Columns)
                    SetNotNull(table, column);
            }
        }

        PassDownIndex(table, copy);
        return copy;
    }
}
