using System.Collections.Generic;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

// Constraints of CREATE TABLE and ALTER TABLE ADD (parse_utilcmd.c: transformIndexConstraints, transformFKConstraints; tablecmds.c).
internal sealed partial class SchemaFolder
{
    private void AddChecks(TableState table, List<PendingConstraint> pending)
    {
        foreach (var item in pending)
        {
            if (item.Constraint.ConType == ConstrType.Check)
                AddCheck(table, item, isNewTable: true);
            else if (item.Constraint.ConType == ConstrType.NotNull)
                AddNotNull(table, item);
        }
    }

    private void AddCheck(TableState table, PendingConstraint item, bool isNewTable)
    {
        var constraint = item.Constraint;
        if (constraint.RawExpr is null)
            return;

        var columns = ColumnsIn(constraint.RawExpr, table);
        var name = OptionalName(constraint.ConName);
        if (name is null)
        {
            name = ObjectNames.ChooseConstraintName(_database, table.Schema, table.Name, columns.Count == 1 ? columns[0].Name : null, "check");
        }
        else if (table.FindConstraint(name) is { } existing)
        {
            // A constraint that a parent has too is merged with it.
            if (existing is { Kind: ConstraintKind.Check, InheritedCount: > 0 })
            {
                // A partition has one parent, and never a constraint of its own beside the parent's (MergeWithExistingConstraint).
                existing.IsLocal = table.Parents.Count != 1 || table.Parents[0].Kind != TableKind.Partitioned;
                return;
            }

            Fail(constraint.ConName.Span, isNewTable ? $"check constraint \"{name}\" already exists" : $"constraint \"{name}\" for relation \"{table.Name}\" already exists");
            return;
        }

        var isEnforced = (item.Attributes & ConstraintAttributes.NotEnforced) == 0;
        var check = new ConstraintState
        {
            Name = name,
            Kind = ConstraintKind.Check,
            Table = table,
            Columns = columns,
            Expression = Text(constraint.RawExpr),
            NoInherit = (item.Attributes & ConstraintAttributes.NoInherit) != 0,
            IsEnforced = isEnforced,
            // A new table has no rows that could break it.
            IsValidated = isEnforced && (isNewTable || (item.Attributes & ConstraintAttributes.NotValid) == 0),
            Location = At(constraint.Span),
        };
        Register(check);
        if (check.NoInherit)
            return;
        foreach (var child in table.Children)
            PassDownCheck(child, check);
    }

    private void PassDownCheck(TableState table, ConstraintState check)
    {
        if (table.FindConstraint(check.Name) is { } existing)
        {
            existing.InheritedCount++;
            existing.IsLocal &= !table.IsPartition;
            return;
        }

        AddCopiedCheck(table, check, check.Location, inheritedCount: 1, isNewTable: false);
        foreach (var child in table.Children)
            PassDownCheck(child, check);
    }

    private void AddNotNull(TableState table, PendingConstraint item)
    {
        foreach (var key in item.Constraint.Keys)
        {
            if (FindColumn(table, key) is not { } column)
                continue;
            if ((item.Attributes & ConstraintAttributes.NoInherit) != 0)
            {
                column.IsNotNullOnlyHere = !column.IsNotNull;
                column.IsNotNull = true;
            }
            else
            {
                SetNotNull(table, column);
            }

            column.NotNullName = OptionalName(item.Constraint.ConName) ?? column.NotNullName;
        }
    }

    private void SetNotNull(TableState table, ColumnState column)
    {
        column.IsNotNull = true;
        if (!_recurses)
            return;
        foreach (var child in table.Children)
        {
            if (child.FindColumn(column.Name) is { } inherited)
                SetNotNull(child, inherited);
        }
    }

    private void Register(ConstraintState constraint)
    {
        constraint.Table.Constraints.Add(constraint);
        _database.AddConstraintName(new(constraint.Table.Schema, constraint.Name));
    }

    /// <summary>Primary key, unique and exclusion constraints: the primary key first, then in the order of the text, equal ones once.</summary>
    private void AddIndexConstraints(TableState table, List<PendingConstraint> pending)
    {
        var specifications = new List<IndexConstraintSpecification>();
        foreach (var item in pending)
        {
            if (item.Constraint.ConType is ConstrType.Primary or ConstrType.Unique or ConstrType.Exclusion && SpecifyIndexConstraint(table, item) is { } specification)
                specifications.Insert(specification.Kind == ConstraintKind.PrimaryKey && !HasPrimaryKey(specifications) ? 0 : specifications.Count, specification);
        }

        for (var i = 0; i < specifications.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (!specifications[i].IsSameIndexAs(specifications[j]))
                    continue;
                specifications[j].Name ??= specifications[i].Name;
                specifications.RemoveAt(i--);
                break;
            }
        }

        foreach (var specification in specifications)
            AddIndexConstraint(table, specification);
    }

    private static bool HasPrimaryKey(List<IndexConstraintSpecification> specifications) =>
        specifications.Count > 0 && specifications[0].Kind == ConstraintKind.PrimaryKey;

    /// <summary>What a key or exclusion constraint asks for; null with a problem when it cannot be made.</summary>
    private IndexConstraintSpecification? SpecifyIndexConstraint(TableState table, PendingConstraint item)
    {
        var constraint = item.Constraint;
        var specification = new IndexConstraintSpecification
        {
            Kind = constraint.ConType switch
            {
                ConstrType.Primary => ConstraintKind.PrimaryKey,
                ConstrType.Unique => ConstraintKind.Unique,
                _ => ConstraintKind.Exclusion,
            },
            Constraint = constraint,
            Attributes = item.Attributes,
            Name = OptionalName(constraint.ConName),
        };

        if (constraint.ConType == ConstrType.Exclusion)
        {
            foreach (var element in constraint.Exclusions)
            {
                if (KeyOf(table, element.Element) is not { } key)
                    return null;
                specification.Keys.Add(key);
                specification.Operators.Add(element.OperatorName.IsEmpty ? "" : element.OperatorName[element.OperatorName.Count - 1].Value ?? "");
            }
        }
        else
        {
            if (item.Column is not null)
                specification.Keys.Add(ColumnKey(item.Column));
            foreach (var name in constraint.Keys)
            {
                if (table.FindColumn(Name(name)) is not { } column)
                {
                    Fail(name.Span, $"column \"{Name(name)}\" named in key does not exist");
                    return null;
                }

                foreach (var key in specification.Keys)
                {
                    if (key.Column != column)
                        continue;
                    Fail(name.Span, $"column \"{column.Name}\" appears twice in {(specification.Kind == ConstraintKind.PrimaryKey ? "primary key" : "unique")} constraint");
                    return null;
                }

                specification.Keys.Add(ColumnKey(column));
            }
        }

        foreach (var name in constraint.Including)
        {
            if (table.FindColumn(Name(name)) is { } column)
            {
                specification.Included.Add(column);
            }
            else
            {
                Fail(name.Span, $"column \"{Name(name)}\" named in key does not exist");
                return null;
            }
        }

        return specification;
    }

    private static IndexKeyState ColumnKey(ColumnState column) => new() { Column = column, AttributeName = column.Name };

    private void AddIndexConstraint(TableState table, IndexConstraintSpecification specification)
    {
        var source = specification.Constraint;
        if (specification.Kind == ConstraintKind.PrimaryKey)
        {
            if (table.PrimaryKey is not null)
            {
                Fail(source.Span, $"multiple primary keys for table \"{table.Name}\" are not allowed");
                return;
            }

            foreach (var key in specification.Keys)
                SetNotNull(table, key.Column!);
        }

        if (!source.IndexName.IsMissing)
        {
            AdoptIndex(table, specification);
            return;
        }

        if (specification.Name is { } name && !IsConstraintNameFree(table, name, source))
            return;

        var columns = new List<ColumnState>();
        foreach (var key in specification.Keys)
        {
            if (key.Column is not null)
                columns.Add(key.Column);
        }

        if (table.Kind == TableKind.Partitioned && specification.Kind != ConstraintKind.Exclusion && !table.PartitionColumns.TrueForAll(columns.Contains))
        {
            Fail(source.Span, $"unique constraint on partitioned table must include all partitioning columns");
            return;
        }

        var includedNames = NamesOf(specification.Included);
        var index = new IndexState
        {
            Schema = table.Schema,
            Name = NameIndex(table, specification.Name, specification.Kind, specification.Keys, includedNames),
            Order = _database.NextOrder(),
            Table = table,
            Method = specification.Kind == ConstraintKind.Exclusion
                ? OptionalName(source.AccessMethod) ?? "btree"
                : source.WithoutOverlaps ? "gist" : "btree",
            IsUnique = specification.Kind != ConstraintKind.Exclusion,
            IsPrimary = specification.Kind == ConstraintKind.PrimaryKey,
            IsExclusion = specification.Kind == ConstraintKind.Exclusion || source.WithoutOverlaps,
            NullsNotDistinct = source.NullsNotDistinct,
            Keys = specification.Keys,
            Included = specification.Included,
            IncludedNames = includedNames,
            Predicate = source.WhereClause is null ? null : Text(source.WhereClause),
            PredicateColumns = source.WhereClause is null ? [] : ColumnsIn(source.WhereClause, table),
            StorageParameters = Parameters(source.Options),
            Location = At(source.Span),
            NameLocation = At(source.ConName.IsMissing ? source.Span : source.ConName.Span),
        };
        AddIndex(index);
        var constraint = new ConstraintState
        {
            Name = index.Name,
            Kind = specification.Kind,
            Table = table,
            Columns = columns,
            Index = index,
            WithoutOverlaps = source.WithoutOverlaps,
            Operators = specification.Operators,
            IsDeferrable = (specification.Attributes & ConstraintAttributes.Deferrable) != 0,
            IsInitiallyDeferred = (specification.Attributes & ConstraintAttributes.InitiallyDeferred) != 0,
            Location = At(source.Span),
        };
        index.Constraint = constraint;
        Register(constraint);
        if (_recurses)
            PassDownIndex(table, index);
    }

    private bool IsConstraintNameFree(TableState table, string name, Constraint source)
    {
        if (table.FindConstraint(name) is not null)
        {
            Fail(source.ConName.Span, $"constraint \"{name}\" for relation \"{table.Name}\" already exists");
            return false;
        }

        return IsFree(new(table.Schema, name), source.ConName.Span, ifNotExists: false);
    }

    /// <summary>ADD CONSTRAINT ... USING INDEX: the index takes the constraint's name.</summary>
    private void AdoptIndex(TableState table, IndexConstraintSpecification specification)
    {
        var source = specification.Constraint;
        var name = Name(source.IndexName);
        if (_database.FindRelation(table.Schema, name) is not IndexState index || index.Table != table)
        {
            Fail(source.IndexName.Span, $"index \"{name}\" does not exist");
            return;
        }

        if (index.Constraint is not null)
        {
            Fail(source.IndexName.Span, $"index \"{name}\" is already associated with a constraint");
            return;
        }

        if (!index.IsUnique || index.Predicate is not null)
        {
            Fail(source.IndexName.Span, index.IsUnique ? $"\"{name}\" is a partial index" : $"\"{name}\" is not a unique index");
            return;
        }

        if (specification.Name is { } newName && newName != index.Name)
        {
            if (!IsConstraintNameFree(table, newName, source))
                return;
            RenameRelation(index, newName);
        }

        var columns = new List<ColumnState>();
        foreach (var key in index.Keys)
        {
            if (key.Column is null)
            {
                Fail(source.IndexName.Span, $"index \"{name}\" contains expressions");
                return;
            }

            columns.Add(key.Column);
            if (specification.Kind == ConstraintKind.PrimaryKey)
                SetNotNull(table, key.Column);
        }

        index.IsPrimary = specification.Kind == ConstraintKind.PrimaryKey;
        index.Constraint = new()
        {
            Name = index.Name,
            Kind = specification.Kind,
            Table = table,
            Columns = columns,
            Index = index,
            IsDeferrable = (specification.Attributes & ConstraintAttributes.Deferrable) != 0,
            IsInitiallyDeferred = (specification.Attributes & ConstraintAttributes.InitiallyDeferred) != 0,
            Location = At(source.Span),
        };
        Register(index.Constraint);
    }

    private void AddForeignKeys(TableState table, List<PendingConstraint> pending)
    {
        foreach (var item in pending)
        {
            if (item.Constraint.ConType == ConstrType.Foreign)
                AddForeignKey(table, item, isNewTable: true);
        }
    }

    private void AddForeignKey(TableState table, PendingConstraint item, bool isNewTable)
    {
        var source = item.Constraint;
        if (source.PkTable is null || FindRelation(source.PkTable) is not { } relation)
            return;
        if (relation is not TableState referenced)
        {
            Fail(source.PkTable.Span, $"referenced relation \"{relation.Name}\" is not a table");
            return;
        }

        var columns = new List<ColumnState>();
        if (item.Column is not null)
            columns.Add(item.Column);
        if (!AddReferenceColumns(table, source.FkAttrs, columns))
            return;

        var keys = new List<ColumnState>();
        if (!AddReferenceColumns(referenced, source.PkAttrs, keys))
            return;
        IndexState? index;
        if (source.PkAttrs.IsEmpty)
        {
            if (referenced.PrimaryKey is not { } primaryKey)
            {
                Fail(source.PkTable.Span, $"there is no primary key for referenced table \"{referenced.Name}\"");
                return;
            }

            keys.AddRange(primaryKey.Columns);
            index = primaryKey.Index;
        }
        else
        {
            index = FindKeyIndex(referenced, keys);
            if (index is null && keys.Count == columns.Count)
            {
                Fail(source.PkTable.Span, $"there is no unique constraint matching given keys for referenced table \"{referenced.Name}\"");
                return;
            }
        }

        if (keys.Count != columns.Count)
        {
            Fail(source.Span, "number of referencing and referenced columns for foreign key disagree");
            return;
        }

        var setColumns = new List<ColumnState>();
        if (!AddReferenceColumns(table, source.FkDelSetCols, setColumns))
            return;

        var name = OptionalName(source.ConName);
        if (name is not null && table.FindConstraint(name) is not null)
        {
            Fail(source.ConName.Span, $"constraint \"{name}\" for relation \"{table.Name}\" already exists");
            return;
        }

        var isEnforced = (item.Attributes & ConstraintAttributes.NotEnforced) == 0;
        var foreignKey = new ConstraintState
        {
            Name = name ?? ObjectNames.ChooseConstraintName(_database, table.Schema, table.Name, ObjectNames.JoinColumns([.. ConstraintState.Names(columns)]), "fkey"),
            Kind = ConstraintKind.ForeignKey,
            Table = table,
            Columns = columns,
            ReferencedTable = referenced,
            ReferencedColumns = keys,
            ReferencedIndex = index,
            OnDelete = (ReferentialAction)source.FkDelAction,
            OnUpdate = (ReferentialAction)source.FkUpdAction,
            HasExplicitOnDelete = HasOnDelete(source),
            OnDeleteColumns = setColumns,
            Match = (ForeignKeyMatch)source.FkMatchType,
            IsDeferrable = (item.Attributes & ConstraintAttributes.Deferrable) != 0,
            IsInitiallyDeferred = (item.Attributes & ConstraintAttributes.InitiallyDeferred) != 0,
            IsEnforced = isEnforced,
            IsValidated = isEnforced && (isNewTable || (item.Attributes & ConstraintAttributes.NotValid) == 0),
            Location = At(source.Span),
        };
        Register(foreignKey);
        referenced.ReferencedBy.Add(foreignKey);
        foreach (var partition in table.Children)
        {
            if (partition.IsPartition)
                CloneForeignKey(partition, foreignKey, foreignKey.Location);
        }
    }

    private bool AddReferenceColumns(TableState table, ValueList<Identifier> names, List<ColumnState> columns)
    {
        foreach (var name in names)
        {
            if (table.FindColumn(Name(name)) is { } column)
            {
                columns.Add(column);
                continue;
            }

            Fail(name.Span, $"column \"{Name(name)}\" referenced in foreign key constraint does not exist");
            return false;
        }

        return true;
    }

    /// <summary>NO ACTION may be written or not: the node does not tell, the tokens do.</summary>
    private bool HasOnDelete(Constraint source)
    {
        if (source.FkDelAction != ForeignKeyAction.NoAction)
            return true;
        var text = Text(source);
        for (var at = text.IndexOf("delete", System.StringComparison.OrdinalIgnoreCase); at > 0; at = text.IndexOf("delete", at + 1, System.StringComparison.OrdinalIgnoreCase))
        {
            var before = text.Substring(0, at).TrimEnd();
            if (before.Length >= 3 && before.Length < at && before.EndsWith("on", System.StringComparison.OrdinalIgnoreCase) && !char.IsLetterOrDigit(before[before.Length - 3]))
                return true;
        }

        return false;
    }

    /// <summary>The unique index over exactly these columns, in any order, that a foreign key can rely on.</summary>
    private static IndexState? FindKeyIndex(TableState table, List<ColumnState> columns)
    {
        foreach (var index in table.Indexes)
        {
            if (!index.IsUnique || index.Predicate is not null || index.Keys.Count != columns.Count || index.Constraint is { IsDeferrable: true })
                continue;

            var matches = true;
            foreach (var key in index.Keys)
                matches &= key.Column is not null && columns.Contains(key.Column);
            if (matches)
                return index;
        }

        return null;
    }

    private void CloneForeignKey(TableState partition, ConstraintState foreignKey, SchemaLocation location)
    {
        foreach (var existing in partition.Constraints)
        {
            // An equal foreign key of a table that is attached becomes part of the parent's.
            if (existing.Kind == ConstraintKind.ForeignKey && existing.InheritedCount == 0 && existing.IsValidated && existing.IsDeferrable == foreignKey.IsDeferrable
                && existing.IsInitiallyDeferred == foreignKey.IsInitiallyDeferred && existing.Match == foreignKey.Match && existing.ReferencedTable == foreignKey.ReferencedTable && ConstraintState.Names(existing.Columns) == ConstraintState.Names(foreignKey.Columns)
                && ConstraintState.Names(existing.ReferencedColumns) == ConstraintState.Names(foreignKey.ReferencedColumns) && existing.OnDelete == foreignKey.OnDelete && existing.OnUpdate == foreignKey.OnUpdate)
            {
                existing.InheritedCount++;
                return;
            }
        }

        var copy = new ConstraintState
        {
            Name = partition.FindConstraint(foreignKey.Name) is null
                ? foreignKey.Name
                : ObjectNames.ChooseConstraintName(_database, partition.Schema, partition.Name, ObjectNames.JoinColumns([.. ConstraintState.Names(foreignKey.Columns)]), "fkey"),
            Kind = ConstraintKind.ForeignKey,
            Table = partition,
            Columns = SameColumns(foreignKey.Columns, partition),
            ReferencedTable = foreignKey.ReferencedTable,
            ReferencedColumns = foreignKey.ReferencedColumns,
            ReferencedIndex = foreignKey.ReferencedIndex,
            OnDelete = foreignKey.OnDelete,
            OnUpdate = foreignKey.OnUpdate,
            HasExplicitOnDelete = foreignKey.HasExplicitOnDelete,
            OnDeleteColumns = SameColumns(foreignKey.OnDeleteColumns, partition),
            Match = foreignKey.Match,
            IsDeferrable = foreignKey.IsDeferrable,
            IsInitiallyDeferred = foreignKey.IsInitiallyDeferred,
            IsEnforced = foreignKey.IsEnforced,
            IsValidated = foreignKey.IsValidated,
            InheritedCount = 1,
            Location = location,
        };
        Register(copy);
        copy.ReferencedTable!.ReferencedBy.Add(copy);
        foreach (var child in partition.Children)
        {
            if (child.IsPartition)
                CloneForeignKey(child, copy, location);
        }
    }

    private void RemoveConstraint(ConstraintState constraint)
    {
        constraint.Table.Constraints.Remove(constraint);
        constraint.ReferencedTable?.ReferencedBy.Remove(constraint);
        _database.RemoveConstraintName(new(constraint.Table.Schema, constraint.Name));
        if (constraint.Index is { } index)
        {
            index.Table.Indexes.Remove(index);
            _database.Relations.Remove(index.QualifiedName);
        }
    }

    /// <summary>A primary key, unique or exclusion constraint before it is made.</summary>
    private sealed class IndexConstraintSpecification
    {
        public required ConstraintKind Kind { get; init; }

        public required Constraint Constraint { get; init; }

        public required ConstraintAttributes Attributes { get; init; }

        public string? Name { get; set; }

        public List<IndexKeyState> Keys { get; } = [];

        public List<ColumnState> Included { get; } = [];

        public List<string> Operators { get; } = [];

        /// <summary>UNIQUE on the columns of the primary key, or twice the same: the server makes one index.</summary>
        public bool IsSameIndexAs(IndexConstraintSpecification other)
        {
            if (Kind == ConstraintKind.Exclusion || other.Kind == ConstraintKind.Exclusion || Keys.Count != other.Keys.Count || Included.Count != other.Included.Count
                || Constraint.NullsNotDistinct != other.Constraint.NullsNotDistinct || Constraint.WithoutOverlaps != other.Constraint.WithoutOverlaps || Attributes != other.Attributes
                || (Kind == ConstraintKind.PrimaryKey && other.Kind == ConstraintKind.PrimaryKey))
            {
                return false;
            }

            for (var i = 0; i < Keys.Count; i++)
            {
                if (Keys[i].Column != other.Keys[i].Column)
                    return false;
            }

            for (var i = 0; i < Included.Count; i++)
            {
                if (Included[i] != other.Included[i])
                    return false;
            }

            return true;
        }
    }
}
