using System;
using System.Collections.Generic;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

// ALTER TABLE and the statements that share its node (src/backend/commands/tablecmds.c).
internal sealed partial class SchemaFolder
{
    private void AlterTable(AlterTableStmt statement)
    {
        if (FindRelation(statement.Relation, statement.MissingOk) is not { } relation)
            return;

        _recurses = statement.Relation.Inherits;
        foreach (var command in statement.Cmds)
        {
            switch (relation)
            {
                case TableState table:
                    AlterTable(table, command);
                    break;
                case ViewState view:
                    AlterView(view, command);
                    break;
                case CompositeState composite:
                    AlterComposite(composite, command);
                    break;
                case IndexState index:
                    AlterIndex(index, command);
                    break;
            }
        }

        _recurses = true;
    }

    private void AlterTable(TableState table, AlterTableCmd command)
    {
        switch (command.Subtype)
        {
            case AlterTableType.AddColumn when command.Def is ColumnDef definition:
                AddColumn(table, definition, command);
                break;
            case AlterTableType.DropColumn:
                DropColumn(table, command);
                break;
            case AlterTableType.AlterColumnType when command.Def is ColumnDef definition:
                AlterColumnType(table, definition, command);
                break;
            case AlterTableType.ColumnDefault:
                if (FindColumn(table, command.Name) is { } withDefault)
                    AlterDefault(table, withDefault, command.Def as Expression, command.Span);
                break;
            case AlterTableType.SetExpression when command.Def is Expression expression:
                if (FindColumn(table, command.Name) is { } generated)
                {
                    generated.DefaultExpression = Text(expression);
                    generated.DefaultLocation = At(expression.Span);
                }

                break;
            case AlterTableType.DropExpression:
                if (FindColumn(table, command.Name) is { } expressionColumn)
                {
                    expressionColumn.Generated = GeneratedKind.None;
                    expressionColumn.DefaultExpression = null;
                    ForEachChildColumn(table, expressionColumn, child =>
                    {
                        child.Generated = GeneratedKind.None;
                        child.DefaultExpression = null;
                    });
                }

                break;
            case AlterTableType.SetNotNull:
                if (FindColumn(table, command.Name) is { } notNull)
                    SetNotNull(table, notNull);
                break;
            case AlterTableType.DropNotNull:
                DropNotNull(table, command);
                break;
            case AlterTableType.AddIdentity when command.Def is Constraint identity:
                if (FindColumn(table, command.Name) is { } identityColumn)
                {
                    if (!identityColumn.IsNotNull)
                        Fail(command.Span, $"column \"{identityColumn.Name}\" of relation \"{table.Name}\" must be declared NOT NULL before identity can be added");
                    else
                        SetIdentity(table, identityColumn, identity.GeneratedWhen, identity.Options, identity.Span);
                }

                break;
            case AlterTableType.SetIdentity:
                AlterIdentity(table, command);
                break;
            case AlterTableType.DropIdentity:
                DropIdentity(table, command);
                break;
            case AlterTableType.AddConstraint when command.Def is Constraint constraint:
                AddConstraint(table, constraint);
                break;
            case AlterTableType.DropConstraint:
                DropConstraint(table, command);
                break;
            case AlterTableType.ValidateConstraint:
                if (FindConstraint(table, command.Name) is { } unvalidated)
                    ValidateConstraint(table, unvalidated);
                break;
            case AlterTableType.AlterConstraint when command.Def is AtAlterConstraint change:
                AlterConstraint(table, change);
                break;
            case AlterTableType.SetRelOptions:
                SetTableOptions(table, command.Options, command.Span);
                break;
            case AlterTableType.ResetRelOptions:
                ResetParameters(table.StorageParameters, command.Options);
                break;
            case AlterTableType.SetLogged:
                table.IsUnlogged = false;
                break;
            case AlterTableType.SetUnlogged:
                table.IsUnlogged = true;
                break;
            case AlterTableType.EnableRowSecurity:
                table.RowSecurityEnabled = true;
                break;
            case AlterTableType.DisableRowSecurity:
                table.RowSecurityEnabled = false;
                break;
            case AlterTableType.AddInherit when command.Def is RangeVar parentName:
                AddParent(table, parentName);
                break;
            case AlterTableType.DropInherit when command.Def is RangeVar parentName:
                if (FindTable(parentName) is { } oldParent)
                    RemoveParent(table, oldParent, parentName.Span);
                break;
            case AlterTableType.AttachPartition when command.Def is PartitionCmd attach:
                AttachPartition(table, attach);
                break;
            case AlterTableType.DetachPartition or AlterTableType.DetachPartitionFinalize when command.Def is PartitionCmd detach:
                if (FindTable(detach.Name) is { } partition)
                    DetachPartition(table, partition, detach.Name.Span);
                break;
            case AlterTableType.AddOf when command.Def is TypeName typeName:
                table.OfType = _database.FindRelation(typeName.Schema.Value, typeName.Name.Value ?? "") as CompositeState;
                table.OfType?.TypedTables.Add(table);
                break;
            case AlterTableType.DropOf:
                table.OfType?.TypedTables.Remove(table);
                table.OfType = null;
                break;
            case AlterTableType.SetStatistics or AlterTableType.SetOptions or AlterTableType.ResetOptions or AlterTableType.SetStorage or AlterTableType.SetCompression when command.Num == 0:
                FindColumn(table, command.Name);
                break;
        }
    }

    private void AddColumn(TableState table, ColumnDef definition, AlterTableCmd command)
    {
        var name = Name(definition.ColName);
        if (table.FindColumn(name) is not null)
        {
            if (!command.MissingOk)
                Fail(definition.ColName.Span, $"column \"{name}\" of relation \"{table.Name}\" already exists");
            return;
        }

        if (table.IsPartition)
        {
            Fail(definition.Span, "cannot add column to a partition");
            return;
        }

        var pending = new List<PendingConstraint>();
        if (AddColumn(table, definition, pending, mayMerge: false) is not { } column)
            return;

        ReadGenerationExpression(table, column);
        if (_recurses)
            AddColumnToChildren(table, column);
        AddIndexConstraints(table, pending);
        foreach (var item in pending)
        {
            if (item.Constraint.ConType == ConstrType.Check)
                AddCheck(table, item, isNewTable: true);
            else if (item.Constraint.ConType == ConstrType.Foreign)
                AddForeignKey(table, item, isNewTable: true);
        }
    }

    private void AddColumnToChildren(TableState table, ColumnState column)
    {
        foreach (var child in table.Children)
        {
            if (child.FindColumn(column.Name) is { } existing)
            {
                existing.InheritedCount++;
                continue;
            }

            var copy = InheritedColumn(column, child.IsPartition, column.Location);
            child.Columns.Add(copy);
            AddColumnToChildren(child, copy);
        }
    }

    private static void ForEachChildColumn(TableState table, ColumnState column, Action<ColumnState> change)
    {
        foreach (var child in table.Children)
        {
            if (child.FindColumn(column.Name) is not { } inherited)
                continue;
            change(inherited);
            ForEachChildColumn(child, inherited, change);
        }
    }

    private void DropColumn(TableState table, AlterTableCmd command)
    {
        var name = Name(command.Name);
        if (table.FindColumn(name) is not { } column)
        {
            if (!command.MissingOk)
                Fail(command.Name.Span, $"column \"{name}\" of relation \"{table.Name}\" does not exist");
            return;
        }

        if (column.InheritedCount > 0)
        {
            Fail(command.Name.Span, $"cannot drop inherited column \"{name}\"");
            return;
        }

        if (table.PartitionColumns.Contains(column))
        {
            Fail(command.Name.Span, $"cannot drop column \"{name}\" because it is part of the partition key of relation \"{table.Name}\"");
            return;
        }

        DropColumn(table, column, command.Behavior == DropBehavior.Cascade, command.Name.Span);
    }

    private void DropColumn(TableState table, ColumnState column, bool cascade, TextSpan span)
    {
        var keys = new List<ConstraintState>();
        foreach (var reference in table.ReferencedBy)
        {
            if (reference.ReferencedColumns.Contains(column) && !(reference.Table == table && reference.Columns.Contains(column)))
                keys.Add(reference);
        }

        var views = ViewsReading(table, column);
        var generated = table.Columns.FindAll(candidate => candidate.Generated != GeneratedKind.None && candidate != column && candidate.GeneratedFrom.Contains(column));
        var functions = FunctionsUsing(table, column);
        if ((keys.Count > 0 || views.Count > 0 || generated.Count > 0 || functions.Count > 0) && !cascade)
        {
            Fail(span, $"cannot drop column {column.Name} of table {table.Name} because other objects depend on it");
            return;
        }

        foreach (var key in keys)
            RemoveConstraint(key);
        foreach (var view in views)
            DropRelation(view, cascade: true, span);
        foreach (var function in functions)
            RemoveFunction(function);
        foreach (var dependent in generated)
        {
            if (table.Columns.Contains(dependent))
                DropColumn(table, dependent, cascade: true, span);
        }

        foreach (var constraint in table.Constraints.ToArray())
        {
            if (constraint.Columns.Contains(column) || constraint.Index?.Uses(column) == true || constraint.OnDeleteColumns.Contains(column))
                RemoveConstraint(constraint);
        }

        foreach (var index in table.Indexes.ToArray())
        {
            if (index.Uses(column))
                RemoveIndex(index);
        }

        table.Columns.Remove(column);
        if (column.OwnedSequence is { } sequence && sequence.OwnerColumn == column)
            RemoveOwned(sequence);

        foreach (var child in table.Children)
        {
            if (child.FindColumn(column.Name) is not { } inherited)
                continue;
            if (--inherited.InheritedCount <= 0 && !inherited.IsLocal && _recurses)
                DropColumn(child, inherited, cascade, span);
            else
                inherited.IsLocal = true;
        }
    }

    private static List<ViewState> ViewsReading(RelationState relation, ColumnState column)
    {
        var views = new List<ViewState>();
        if (relation.DependentViews is null)
            return views;
        foreach (var view in relation.DependentViews)
        {
            if (view.ReferencedColumns.Contains(column))
                views.Add(view);
        }

        return views;
    }

    private void RemoveIndex(IndexState index)
    {
        index.Table.Indexes.Remove(index);
        _database.Relations.Remove(index.QualifiedName);
    }

    private void AlterColumnType(TableState table, ColumnDef definition, AlterTableCmd command)
    {
        if (FindColumn(table, command.Name) is not { } column || definition.TypeName is null)
            return;
        if (column.InheritedCount > 0)
        {
            Fail(command.Name.Span, $"cannot alter inherited column \"{column.Name}\"");
            return;
        }

        if (ViewsReading(table, column).Count > 0)
        {
            Fail(command.Name.Span, "cannot alter type of a column used by a view or rule");
            return;
        }

        var type = ResolveType(definition.TypeName);
        if (type.IsUnknown)
            return;
        var collation = definition.CollClause is { Collname.IsEmpty: false } clause ? Name(clause.Collname[clause.Collname.Count - 1]) : null;
        Change(column);
        ForEachChildColumn(table, column, Change);

        void Change(ColumnState changed)
        {
            changed.Type = type;
            changed.TypeLocation = At(definition.TypeName.Span);
            changed.Collation = collation;
            if (changed.Identity != IdentityKind.None && changed.OwnedSequence is { } sequence)
                sequence.Type = type;
        }
    }

    private void AlterDefault(TableState table, ColumnState column, Expression? expression, TextSpan span)
    {
        if (expression is not null)
        {
            SetDefault(table, column, expression, span);
        }
        else if (column.Identity != IdentityKind.None)
        {
            Fail(span, $"column \"{column.Name}\" of relation \"{table.Name}\" is an identity column");
            return;
        }
        else if (column.Generated != GeneratedKind.None)
        {
            Fail(span, $"column \"{column.Name}\" of relation \"{table.Name}\" is a generated column");
            return;
        }
        else
        {
            column.DefaultExpression = null;
            column.Serial = SerialKind.None;
        }

        if (!_recurses)
            return;
        ForEachChildColumn(table, column, child =>
        {
            child.DefaultExpression = column.DefaultExpression;
            child.DefaultLocation = column.DefaultLocation;
        });
    }

    /// <summary>
    /// pg_dump writes a serial column as integer, CREATE SEQUENCE ... OWNED BY, SET DEFAULT nextval(...): together they are a serial again.
    /// </summary>
    private void FindSerialSequence(TableState table, ColumnState column, Expression expression)
    {
        column.Serial = SerialKind.None;
        if (expression is not FuncCall { Args.Count: 1 } call || call.Name.Value != "nextval" || LiteralText(call.Args[0]) is not { } literal)
            return;

        var (schema, name) = SqlNameText.Split(literal);
        if (_database.FindRelation(schema, name) is SequenceState sequence && sequence.OwnerTable == table && sequence.OwnerColumn == column)
            column.Serial = SerialKind.Serial;
    }

    private void DropNotNull(TableState table, AlterTableCmd command)
    {
        if (FindColumn(table, command.Name) is not { } column)
            return;
        if (table.PrimaryKey?.Columns.Contains(column) == true)
        {
            Fail(command.Name.Span, $"column \"{column.Name}\" is in a primary key");
            return;
        }

        if (column.Identity != IdentityKind.None)
        {
            Fail(command.Name.Span, $"column \"{column.Name}\" of relation \"{table.Name}\" is an identity column");
            return;
        }

        foreach (var parent in table.Parents)
        {
            if (!table.IsPartition || parent.FindColumn(column.Name) is not { IsNotNull: true })
                continue;
            Fail(command.Name.Span, $"column \"{column.Name}\" is marked NOT NULL in parent table");
            return;
        }

        column.IsNotNull = false;
        column.NotNullName = null;
        var recurses = _recurses && !column.IsNotNullOnlyHere;
        column.IsNotNullOnlyHere = false;
        if (!recurses)
            return;
        ForEachChildColumn(table, column, child =>
        {
            child.IsNotNull = false;
            child.NotNullName = null;
        });
    }

    private void AlterIdentity(TableState table, AlterTableCmd command)
    {
        if (FindColumn(table, command.Name) is not { } column)
            return;
        if (column.Identity == IdentityKind.None)
        {
            Fail(command.Name.Span, $"column \"{column.Name}\" of relation \"{table.Name}\" is not an identity column");
            return;
        }

        foreach (var option in command.Options)
        {
            if (option.Name.Value != "generated")
                continue;
            var identity = GeneratedAlways(option) ? IdentityKind.Always : IdentityKind.ByDefault;
            column.Identity = identity;
            ForEachChildColumn(table, column, child => child.Identity = child.Identity == IdentityKind.None ? IdentityKind.None : identity);
        }

        if (column.OwnedSequence is { } sequence)
            SetSequenceOptions(sequence, command.Options);
    }

    /// <summary>The option of SET GENERATED holds the server's one-letter code.</summary>
    private bool GeneratedAlways(DefElem option) => OptionText(option) is "a" or "97" or "always" or "ALWAYS" || _text.IndexOf("always", option.Span.Start, option.Span.Length, StringComparison.OrdinalIgnoreCase) >= 0;

    private void DropIdentity(TableState table, AlterTableCmd command)
    {
        if (FindColumn(table, command.Name) is not { } column)
            return;
        if (column.Identity == IdentityKind.None)
        {
            if (!command.MissingOk)
                Fail(command.Name.Span, $"column \"{column.Name}\" of relation \"{table.Name}\" is not an identity column");
            return;
        }

        column.Identity = IdentityKind.None;
        ForEachChildColumn(table, column, child => child.Identity = IdentityKind.None);
        if (column.OwnedSequence is { } sequence)
            _database.Relations.Remove(sequence.QualifiedName);
        column.OwnedSequence = null;
    }

    private void AddConstraint(TableState table, Constraint constraint)
    {
        var pending = new PendingConstraint(constraint, null, constraint.Attributes);
        switch (constraint.ConType)
        {
            case ConstrType.Check:
                AddCheck(table, pending, isNewTable: false);
                break;
            case ConstrType.NotNull:
                AddNotNull(table, pending);
                break;
            case ConstrType.Foreign:
                AddForeignKey(table, pending, isNewTable: false);
                break;
            case ConstrType.Primary or ConstrType.Unique or ConstrType.Exclusion:
                AddIndexConstraints(table, [pending]);
                break;
        }
    }

    private ConstraintState? FindConstraint(TableState table, Identifier name)
    {
        var constraint = table.FindConstraint(Name(name));
        if (constraint is null && NotNullColumn(table, Name(name)) is null)
            Fail(name.Span, $"constraint \"{Name(name)}\" of relation \"{table.Name}\" does not exist");
        return constraint;
    }

    /// <summary>The column whose NOT NULL constraint has that name, written or made by the server.</summary>
    private static ColumnState? NotNullColumn(TableState table, string name)
    {
        foreach (var column in table.Columns)
        {
            if (column.IsNotNull && (column.NotNullName ?? ObjectNames.Make(table.Name, column.Name, "not_null")) == name)
                return column;
        }

        return null;
    }

    private void DropConstraint(TableState table, AlterTableCmd command)
    {
        var name = Name(command.Name);
        if (table.FindConstraint(name) is not { } constraint)
        {
            if (NotNullColumn(table, name) is { } column)
            {
                column.IsNotNull = false;
                column.NotNullName = null;
            }
            else if (!command.MissingOk)
            {
                Fail(command.Name.Span, $"constraint \"{name}\" of relation \"{table.Name}\" does not exist");
            }

            return;
        }

        if (constraint.InheritedCount > 0)
        {
            Fail(command.Name.Span, $"cannot drop inherited constraint \"{name}\" of relation \"{table.Name}\"");
            return;
        }

        if (!DropDependentKeys(table, constraint, command.Behavior == DropBehavior.Cascade, command.Name.Span))
            return;
        RemoveConstraintAndCopies(table, constraint);
    }

    /// <summary>Foreign keys that rely on a key go with it, or keep it.</summary>
    private bool DropDependentKeys(TableState table, ConstraintState constraint, bool cascade, TextSpan span)
    {
        if (constraint.Index is not { } index)
            return true;
        var dependents = new List<ConstraintState>();
        foreach (var reference in table.ReferencedBy)
        {
            if (reference.ReferencedIndex == index)
                dependents.Add(reference);
        }

        if (dependents.Count > 0 && !cascade)
        {
            Fail(span, $"cannot drop constraint {constraint.Name} on table {table.Name} because other objects depend on it");
            return false;
        }

        foreach (var dependent in dependents)
            RemoveConstraint(dependent);
        return true;
    }

    private void RemoveConstraintAndCopies(TableState table, ConstraintState constraint)
    {
        RemoveConstraint(constraint);
        foreach (var child in table.Children)
        {
            foreach (var copy in child.Constraints.ToArray())
            {
                if (copy.InheritedCount == 0 || copy.Kind != constraint.Kind)
                    continue;
                var isCopy = constraint.Index is { } index ? copy.Index?.Parent == index : copy.Name == constraint.Name;
                if (!isCopy || --copy.InheritedCount > 0)
                    continue;
                if (copy.IsLocal || !_recurses)
                    copy.IsLocal = true;
                else
                    RemoveConstraintAndCopies(child, copy);
            }
        }
    }

    private static void ValidateConstraint(TableState table, ConstraintState constraint)
    {
        constraint.IsValidated = true;
        foreach (var child in table.Children)
        {
            if (child.FindConstraint(constraint.Name) is { InheritedCount: > 0 } copy)
                ValidateConstraint(child, copy);
        }
    }

    private void AlterConstraint(TableState table, AtAlterConstraint change)
    {
        if (FindConstraint(table, change.ConName) is not { } constraint)
            return;
        if (change.AlterDeferrability)
        {
            constraint.IsDeferrable = (change.Attributes & ConstraintAttributes.Deferrable) != 0;
            constraint.IsInitiallyDeferred = (change.Attributes & ConstraintAttributes.InitiallyDeferred) != 0;
        }

        if (change.AlterEnforceability)
        {
            constraint.IsEnforced = (change.Attributes & ConstraintAttributes.NotEnforced) == 0;
            constraint.IsValidated = constraint.IsEnforced;
        }

        if (change.AlterInheritability)
            constraint.NoInherit = (change.Attributes & ConstraintAttributes.NoInherit) != 0;
    }

    /// <summary>
    /// Whether a table may become the child of another: not of itself or one below it, and not so far down that neither the server's stack nor this one's is deep enough for
    /// what goes from generation to generation.
    /// </summary>
    private bool MayInherit(TableState table, TableState parent, TextSpan span)
    {
        var depths = new Dictionary<TableState, int> { [table] = parent.InheritanceDepth + 1 };
        var waiting = new Queue<TableState>();
        waiting.Enqueue(table);
        while (waiting.Count > 0)
        {
            var next = waiting.Dequeue();
            if (next == parent)
            {
                Fail(span, "circular inheritance not allowed");
                return false;
            }

            var depth = depths[next];
            if (depth > MaxInheritanceDepth)
            {
                Fail(span, "stack depth limit exceeded");
                return false;
            }

            foreach (var child in next.Children)
            {
                if (child.InheritanceDepth > depth || (depths.TryGetValue(child, out var known) && known > depth))
                    continue;
                depths[child] = depth + 1;
                waiting.Enqueue(child);
            }
        }

        foreach (var pair in depths)
            pair.Key.InheritanceDepth = Math.Max(pair.Key.InheritanceDepth, pair.Value);
        return true;
    }

    private void AddParent(TableState table, RangeVar parentName)
    {
        if (FindTable(parentName) is not { } parent)
            return;
        if (table.Parents.Contains(parent))
        {
            Fail(parentName.Span, $"relation \"{parent.Name}\" would be inherited from more than once");
            return;
        }

        if (!MayInherit(table, parent, parentName.Span))
            return;
        foreach (var column in parent.Columns)
        {
            if (table.FindColumn(column.Name) is { } existing)
            {
                existing.InheritedCount++;
                continue;
            }

            Fail(parentName.Span, $"child table is missing column \"{column.Name}\"");
            return;
        }

        table.Parents.Add(parent);
        parent.Children.Add(table);
        foreach (var check in parent.Constraints)
        {
            if (check.Kind == ConstraintKind.Check && !check.NoInherit && table.FindConstraint(check.Name) is { } existing)
                existing.InheritedCount++;
        }
    }

    private void RemoveParent(TableState table, TableState parent, TextSpan span)
    {
        if (!table.Parents.Remove(parent))
        {
            Fail(span, $"relation \"{parent.Name}\" is not a parent of relation \"{table.Name}\"");
            return;
        }

        parent.Children.Remove(table);
        foreach (var column in table.Columns)
        {
            if (column.InheritedCount > 0 && parent.FindColumn(column.Name) is not null && --column.InheritedCount == 0)
                column.IsLocal = true;
        }

        foreach (var constraint in table.Constraints)
        {
            if (constraint.InheritedCount > 0 && --constraint.InheritedCount == 0)
                constraint.IsLocal = true;
        }
    }

    private void AttachPartition(TableState parent, PartitionCmd attach)
    {
        if (FindTable(attach.Name) is not { } partition)
            return;
        if (parent.Kind != TableKind.Partitioned)
        {
            Fail(attach.Name.Span, $"table \"{parent.Name}\" is not partitioned");
            return;
        }

        if (partition.IsPartition)
        {
            Fail(attach.Name.Span, $"\"{partition.Name}\" is already a partition");
            return;
        }

        AddParent(partition, Named(parent, attach.Name));
        if (!partition.Parents.Contains(parent))
            return;
        foreach (var column in parent.Columns)
        {
            if (partition.FindColumn(column.Name) is not { } inherited)
                continue;
            inherited.Identity = column.Identity == IdentityKind.None || _database.ServerMajor < 17 ? inherited.Identity : column.Identity;
            // A partition has no columns of its own (MergeAttributesIntoExisting).
            inherited.IsLocal = false;
        }

        AttachTo(partition, parent, attach.Bound is null ? "DEFAULT" : Text(attach.Bound));
    }

    /// <summary>A name node for a table that is known, at the place of another name.</summary>
    private static RangeVar Named(TableState table, RangeVar at) =>
        new(default, new(table.Schema, at.Span.Start, at.Span.Start), new(table.Name, at.Span.Start, at.Span.End), true, null, at.Span);

    private void DetachPartition(TableState parent, TableState partition, TextSpan span)
    {
        if (!partition.IsPartition || !partition.Parents.Contains(parent))
        {
            Fail(span, $"relation \"{partition.Name}\" is not a partition of relation \"{parent.Name}\"");
            return;
        }

        RemoveParent(partition, parent, span);
        partition.PartitionBound = null;
        foreach (var index in partition.Indexes)
            index.Parent = null;
        foreach (var trigger in partition.Triggers.ToArray())
        {
            // The copies go; a trigger that is the partition's own stays (DropClonedTriggersFromPartition).
            if (trigger.Parent is not null)
                RemoveTrigger(partition, trigger);
        }
    }

    private void AlterView(ViewState view, AlterTableCmd command)
    {
        switch (command.Subtype)
        {
            case AlterTableType.SetRelOptions:
                SetViewOptions(view, command.Options);
                break;
            case AlterTableType.ResetRelOptions:
                ResetParameters(view.StorageParameters, command.Options);
                break;
            case AlterTableType.ColumnDefault:
                if (FindColumn(view, command.Name) is { } column)
                    column.DefaultExpression = command.Def is null || IsNoDefault(command.Def, column.Type) ? null : Text(command.Def);
                break;
            case AlterTableType.SetStatistics or AlterTableType.SetStorage:
                FindColumn(view, command.Name);
                break;
        }
    }

    private void AlterComposite(CompositeState composite, AlterTableCmd command)
    {
        switch (command.Subtype)
        {
            case AlterTableType.AddColumn when command.Def is ColumnDef definition:
                if (composite.FindColumn(Name(definition.ColName)) is not null)
                {
                    Fail(definition.ColName.Span, $"column \"{Name(definition.ColName)}\" of relation \"{composite.Name}\" already exists");
                }
                else
                {
                    AddAttribute(composite, definition);
                    var added = composite.Columns[composite.Columns.Count - 1];
                    foreach (var typed in composite.TypedTables)
                    {
                        var column = new ColumnState { Name = added.Name, Type = added.Type, Collation = added.Collation, Location = added.Location, NameLocation = added.NameLocation, TypeLocation = added.TypeLocation };
                        typed.Columns.Add(column);
                        AddColumnToChildren(typed, column);
                    }
                }

                break;
            case AlterTableType.DropColumn:
                if (composite.FindColumn(Name(command.Name)) is { } dropped)
                {
                    composite.Columns.Remove(dropped);
                    foreach (var typed in composite.TypedTables)
                    {
                        if (typed.FindColumn(dropped.Name) is { } typedColumn)
                            DropColumn(typed, typedColumn, cascade: true, command.Name.Span);
                    }
                }
                else if (!command.MissingOk)
                    Fail(command.Name.Span, $"column \"{Name(command.Name)}\" of relation \"{composite.Name}\" does not exist");
                break;
            case AlterTableType.AlterColumnType when command.Def is ColumnDef { TypeName: { } typeName }:
                if (FindColumn(composite, command.Name) is { } changed)
                {
                    changed.Type = ResolveType(typeName);
                    changed.TypeLocation = At(typeName.Span);
                    foreach (var typed in composite.TypedTables)
                    {
                        if (typed.FindColumn(changed.Name) is { } typedColumn)
                            typedColumn.Type = changed.Type;
                    }
                }

                break;
        }
    }

    private void AlterIndex(IndexState index, AlterTableCmd command)
    {
        switch (command.Subtype)
        {
            case AlterTableType.SetRelOptions:
                SetParameters(index.StorageParameters, command.Options);
                break;
            case AlterTableType.ResetRelOptions:
                ResetParameters(index.StorageParameters, command.Options);
                break;
            case AlterTableType.AttachPartition when command.Def is PartitionCmd attach:
                if (FindRelation(attach.Name) is IndexState child)
                    AttachIndex(index, child);
                break;
        }
    }

    /// <summary>ALTER INDEX ... ATTACH PARTITION, as pg_dump writes it for partitions that it creates on their own.</summary>
    private static void AttachIndex(IndexState parent, IndexState child)
    {
        child.Parent = parent;
        if (child.Constraint is { } constraint && parent.Constraint is not null)
            constraint.InheritedCount = 1;
    }
}
