using System;
using System.Collections.Generic;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

// ALTER ... RENAME and SET SCHEMA (src/backend/commands/alter.c, tablecmds.c: renameatt, RenameConstraint, RenameRelation).
internal sealed partial class SchemaFolder
{
    private void Rename(RenameStmt statement)
    {
        var newName = Name(statement.NewName);
        if (newName.Length == 0)
            return;

        switch (statement.RenameType)
        {
            case ObjectType.Column or ObjectType.Attribute when statement.Relation is not null:
                if (FindRelation(statement.Relation, statement.MissingOk) is { } owner)
                    RenameColumn(owner, statement, newName);
                break;
            case ObjectType.TableConstraint when statement.Relation is not null:
                if (FindTable(statement.Relation, statement.MissingOk) is { } table)
                    RenameConstraint(table, statement, newName);
                break;
            case ObjectType.DomainConstraint when statement.Object is not null:
                RenameDomainConstraint(statement, newName);
                break;
            case ObjectType.Trigger when statement.Relation is not null:
                if (FindRelation(statement.Relation, statement.MissingOk) is RowSourceState triggered)
                    RenameTrigger(triggered, statement, newName);
                break;
            case ObjectType.Schema:
                RenameSchema(statement, newName);
                break;
            case ObjectType.Type or ObjectType.Domain when statement.Object is not null:
                RenameType(statement, newName);
                break;
            case ObjectType.Function or ObjectType.Procedure or ObjectType.Routine or ObjectType.Aggregate when statement.Object is ObjectWithArgs signature:
                if (FindFunction(signature, statement.RenameType, statement.MissingOk) is { } function)
                    Move(function, function.Schema, newName);
                break;
            case ObjectType.Policy:
                RenamePolicy(statement);
                break;
            case ObjectType.Rule:
                break;
            default:
                if (statement.Relation is not null && FindRelation(statement.Relation, statement.MissingOk) is { } relation)
                {
                    if (IsFree(new(relation.Schema, newName), statement.NewName.Span, ifNotExists: false))
                        RenameRelation(relation, newName);
                }

                break;
        }
    }

    private void RenameRelation(RelationState relation, string newName)
    {
        var old = relation.QualifiedName;
        _database.Relations.Remove(old);
        relation.Name = newName;
        _database.Relations[relation.QualifiedName] = relation;
        // A constraint and its index have one name.
        if (relation is IndexState { Constraint: { } constraint })
        {
            _database.RemoveConstraintName(new(constraint.Table.Schema, constraint.Name));
            constraint.Name = newName;
            _database.AddConstraintName(new(constraint.Table.Schema, newName));
        }

        if (relation is not (IndexState or SequenceState))
            ReplaceType(old, relation.QualifiedName);
        if (relation is SequenceState { OwnerColumn: { Serial: not SerialKind.None } column } sequence)
            column.DefaultExpression = NextValue(sequence);
    }

    private void RenameColumn(RelationState relation, RenameStmt statement, string newName)
    {
        if (FindColumn(relation, statement.SubName) is not { } column)
            return;
        if (relation.FindColumn(newName) is not null)
        {
            Fail(statement.NewName.Span, $"column \"{newName}\" of relation \"{relation.Name}\" already exists");
            return;
        }

        if (column.InheritedCount > 0)
        {
            Fail(statement.SubName.Span, $"cannot rename inherited column \"{column.Name}\"");
            return;
        }

        var oldName = column.Name;
        if (relation is CompositeState composite)
        {
            foreach (var typed in composite.TypedTables)
            {
                if (typed.FindColumn(oldName) is { } typedColumn)
                    typedColumn.Name = newName;
            }
        }

        if (relation is TableState table)
            RenameInheritedColumn(table, oldName, newName);
        // The columns of an index keep the names that they were made with (renameatt_internal).
        column.Name = newName;
    }

    private static void RenameInheritedColumn(TableState table, string oldName, string newName)
    {
        foreach (var child in table.Children)
        {
            if (child.FindColumn(oldName) is not { } column)
                continue;
            RenameInheritedColumn(child, oldName, newName);
            column.Name = newName;
        }
    }

    private void RenameConstraint(TableState table, RenameStmt statement, string newName)
    {
        var name = Name(statement.SubName);
        if (table.FindConstraint(name) is not { } constraint)
        {
            if (NotNullColumn(table, name) is { } column)
                column.NotNullName = newName;
            else if (!statement.MissingOk)
                Fail(statement.SubName.Span, $"constraint \"{name}\" for table \"{table.Name}\" does not exist");
            return;
        }

        if (table.FindConstraint(newName) is not null)
        {
            Fail(statement.NewName.Span, $"constraint \"{newName}\" for relation \"{table.Name}\" already exists");
            return;
        }

        if (constraint.Index is { } index)
        {
            if (IsFree(new(table.Schema, newName), statement.NewName.Span, ifNotExists: false))
                RenameRelation(index, newName);
            return;
        }

        RenameConstraint(table, constraint, newName);
    }

    private void RenameConstraint(TableState table, ConstraintState constraint, string newName)
    {
        var oldName = constraint.Name;
        _database.RemoveConstraintName(new(table.Schema, oldName));
        constraint.Name = newName;
        _database.AddConstraintName(new(table.Schema, newName));
        if (constraint.Kind != ConstraintKind.Check)
            return;
        foreach (var child in table.Children)
        {
            if (child.FindConstraint(oldName) is { InheritedCount: > 0 } copy)
                RenameConstraint(child, copy, newName);
        }
    }

    private void RenameDomainConstraint(RenameStmt statement, string newName)
    {
        var (schema, name) = NameOf(statement.Object);
        if (_database.FindType(schema, name) is not DomainState domain)
        {
            Fail(statement.Object!.Span, $"type \"{Display(schema, name)}\" does not exist");
            return;
        }

        var at = domain.Checks.FindIndex(check => check.Name == Name(statement.SubName));
        if (at < 0)
            Fail(statement.SubName.Span, $"constraint \"{Name(statement.SubName)}\" for domain {domain.Name} does not exist");
        else
            domain.Checks[at] = domain.Checks[at] with { Name = newName };
    }

    private void RenameTrigger(RowSourceState table, RenameStmt statement, string newName)
    {
        if (table.Triggers.Find(trigger => trigger.Name == Name(statement.SubName)) is { } found)
            RenameTrigger(table, found, newName);
        else
            Fail(statement.SubName.Span, $"trigger \"{Name(statement.SubName)}\" for table \"{table.Name}\" does not exist");
    }

    private static void RenameTrigger(RowSourceState rows, TriggerState trigger, string newName)
    {
        trigger.Name = newName;
        if (rows is not TableState table)
            return;
        foreach (var child in table.Children)
        {
            if (child.Triggers.Find(candidate => candidate.Parent == trigger) is { } clone)
                RenameTrigger(child, clone, newName);
        }
    }

    private void RenameSchema(RenameStmt statement, string newName)
    {
        var (_, name) = statement.Object is null ? (null, Name(statement.SubName)) : NameOf(statement.Object);
        if (!_database.Namespaces.TryGetValue(name, out var schema))
        {
            Fail(statement.Span, $"schema \"{name}\" does not exist");
            return;
        }

        if (_database.Namespaces.ContainsKey(newName))
        {
            Fail(statement.NewName.Span, $"schema \"{newName}\" already exists");
            return;
        }

        _database.Namespaces.Remove(name);
        schema.Name = newName;
        _database.Namespaces.Add(newName, schema);
        foreach (var relation in new List<RelationState>(_database.Relations.Values))
        {
            if (relation.Schema == name)
                Move(relation, newName);
        }

        foreach (var type in new List<TypeState>(_database.Types.Values))
        {
            if (type.Schema == name)
                Move(type, newName, type.Name);
        }

        foreach (var overloads in new List<List<FunctionState>>(_database.Functions.Values))
        {
            foreach (var function in overloads.ToArray())
            {
                if (function.Schema == name)
                    Move(function, newName, function.Name);
            }
        }
    }

    private void RenameType(RenameStmt statement, string newName)
    {
        var (schema, name) = NameOf(statement.Object);
        if (_database.FindRelation(schema, name) is CompositeState composite)
        {
            if (IsFree(new(composite.Schema, newName), statement.NewName.Span, ifNotExists: false))
                RenameRelation(composite, newName);
            return;
        }

        if (_database.FindType(schema, name) is not { } type)
            Fail(statement.Object!.Span, $"type \"{Display(schema, name)}\" does not exist");
        else if (_database.Types.ContainsKey(new(type.Schema, newName)))
            Fail(statement.NewName.Span, $"type \"{newName}\" already exists");
        else
            Move(type, type.Schema, newName);
    }

    private void SetSchema(AlterObjectSchemaStmt statement)
    {
        var target = Name(statement.NewSchema);
        if (statement.MissingOk && statement.Relation is { } mayBeMissing && _database.FindRelation(OptionalName(mayBeMissing.Schema), Name(mayBeMissing.Name)) is null)
            return;
        if (!_database.Namespaces.ContainsKey(target))
        {
            Fail(statement.NewSchema.Span, $"schema \"{target}\" does not exist");
            return;
        }

        if (statement.Relation is not null)
        {
            if (FindRelation(statement.Relation, statement.MissingOk) is not { } relation || relation.Schema == target)
                return;
            if (_database.Relations.ContainsKey(new(target, relation.Name)))
                Fail(statement.Relation.Span, $"relation \"{relation.Name}\" already exists in schema \"{target}\"");
            else
                Move(relation, target);
            return;
        }

        switch (statement.ObjectType)
        {
            case ObjectType.Type or ObjectType.Domain:
                var (schema, name) = NameOf(statement.Object);
                if (_database.FindRelation(schema, name) is CompositeState composite)
                    Move(composite, target);
                else if (_database.FindType(schema, name) is { } type)
                    Move(type, target, type.Name);
                else
                    Fail(statement.Object!.Span, $"type \"{Display(schema, name)}\" does not exist");
                break;
            case ObjectType.Function or ObjectType.Procedure or ObjectType.Routine or ObjectType.Aggregate when statement.Object is ObjectWithArgs signature:
                if (FindFunction(signature, statement.ObjectType, missingOk: false) is { } function)
                    Move(function, target, function.Name);
                break;
            case ObjectType.Extension:
                var (_, extension) = NameOf(statement.Object);
                if (_database.Extensions.TryGetValue(extension, out var state))
                    state.Schema = target;
                else
                    Fail(statement.Object!.Span, $"extension \"{extension}\" does not exist");
                break;
        }
    }

    /// <summary>A relation goes to another schema, with its indexes, constraints and sequences.</summary>
    private void Move(RelationState relation, string schema)
    {
        if (relation.Schema == schema)
            return;
        var old = relation.QualifiedName;
        _database.Relations.Remove(old);
        relation.Schema = schema;
        _database.Relations[relation.QualifiedName] = relation;
        if (relation is not (IndexState or SequenceState))
            ReplaceType(old, relation.QualifiedName);
        if (relation is RowSourceState rows)
        {
            foreach (var index in rows.Indexes)
                Move(index, schema);
        }

        if (relation is not TableState table)
            return;
        foreach (var constraint in table.Constraints)
        {
            _database.RemoveConstraintName(new(old.Schema, constraint.Name));
            _database.AddConstraintName(new(schema, constraint.Name));
        }

        foreach (var column in table.Columns)
        {
            if (column.OwnedSequence is not { } sequence || sequence.OwnerTable != table)
                continue;
            Move(sequence, schema);
            if (column.Serial != SerialKind.None)
                column.DefaultExpression = NextValue(sequence);
        }
    }

    private void Move(TypeState type, string schema, string name)
    {
        var old = type.QualifiedName;
        _database.Types.Remove(old);
        type.Schema = schema;
        type.Name = name;
        _database.Types[type.QualifiedName] = type;
        ReplaceType(old, type.QualifiedName);
        if (type is RangeState range && old.Schema != schema && range.Multirange.Schema == old.Schema)
            Move(range.Multirange, schema, range.Multirange.Name);
    }

    private void Move(FunctionState function, string schema, string name)
    {
        RemoveFunction(function);
        function.Schema = schema;
        function.Name = name;
        if (!_database.Functions.TryGetValue(function.QualifiedName, out var overloads))
            _database.Functions.Add(function.QualifiedName, overloads = new(1));
        overloads.Add(function);
    }

    /// <summary>Types are kept by name where they are used: all uses get the new one.</summary>
    private void ReplaceType(QualifiedName old, QualifiedName renamed)
    {
        if (_database.RowTypesInUse.Remove(old))
            _database.RowTypesInUse.Add(renamed);
        foreach (var relation in _database.Relations.Values)
        {
            foreach (var column in relation.Columns)
            {
                if (column.Type.Name == old.Name && column.Type.Schema == old.Schema)
                    column.Type = column.Type with { Schema = renamed.Schema, Name = renamed.Name };
            }
        }

        foreach (var type in _database.Types.Values)
        {
            switch (type)
            {
                case DomainState domain when domain.BaseType.Name == old.Name && domain.BaseType.Schema == old.Schema:
                    domain.BaseType = domain.BaseType with { Schema = renamed.Schema, Name = renamed.Name };
                    break;
                case RangeState range when range.SubType.Name == old.Name && range.SubType.Schema == old.Schema:
                    range.SubType = range.SubType with { Schema = renamed.Schema, Name = renamed.Name };
                    break;
            }
        }

        foreach (var overloads in _database.Functions.Values)
        {
            foreach (var function in overloads)
                function.ReplaceType(old, renamed);
        }
    }
}
