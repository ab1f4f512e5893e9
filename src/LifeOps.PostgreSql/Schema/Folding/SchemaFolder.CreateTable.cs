using System.Collections.Generic;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

// CREATE TABLE and CREATE FOREIGN TABLE (src/backend/parser/parse_utilcmd.c, src/backend/commands/tablecmds.c).
internal sealed partial class SchemaFolder
{
    /// <summary>The server's limit (MaxHeapAttributeNumber).</summary>
    private const int MaxColumns = 1600;

    /// <summary>More generations of tables than a server's stack is deep enough for by default, and fewer than this one's is.</summary>
    private const int MaxInheritanceDepth = 1000;

    private void CreateTable(CreateStmt statement, bool foreignServer)
    {
        var relation = statement.Relation;
        if (relation.Name.IsMissing)
            return;

        var name = Name(relation.Name);
        var isTemporary = statement.Persistence == RelPersistence.Temporary;
        // Outside a transaction the table is gone as soon as it is there.
        if (statement.OnCommit == OnCommitAction.Drop && !_isInTransaction)
            return;
        var schema = isTemporary && relation.Schema.IsMissing ? DatabaseState.TemporarySchema : CreationSchema(OptionalName(relation.Schema), relation.Span);
        if (schema is null || !IsFree(new(schema, name), relation.Name.Span, statement.IfNotExists))
            return;
        if (_database.Types.ContainsKey(new(schema, name)))
        {
            Fail(relation.Name.Span, $"type \"{name}\" already exists");
            return;
        }

        if (statement.PartBound is not null && !TryFindPartitioned(statement, out _))
            return;

        var table = new TableState
        {
            Schema = schema,
            Name = name,
            Order = _database.NextOrder(),
            Kind = foreignServer ? TableKind.Foreign : statement.PartSpec is null ? TableKind.Ordinary : TableKind.Partitioned,
            IsTemporary = schema == DatabaseState.TemporarySchema,
            IsUnlogged = statement.Persistence == RelPersistence.Unlogged,
            PartitionKey = statement.PartSpec is null ? null : PartitionKeyOf(statement.PartSpec),
            Location = At(statement.Span),
            NameLocation = At(relation.Name.Span),
        };
        table.StorageParameters.AddRange(Parameters(statement.Options));

        InheritColumns(table, statement);
        if (statement.OfTypename is not null)
            AddTypedColumns(table, statement.OfTypename);

        var pending = new List<PendingConstraint>();
        var likes = new List<(TableLikeClause Clause, RelationState Source)>();
        foreach (var element in statement.TableElts)
        {
            switch (element)
            {
                case ColumnDef definition:
                    AddColumn(table, definition, pending, mayMerge: statement.OfTypename is not null || table.Parents.Count > 0);
                    break;
                case Constraint constraint:
                    pending.Add(new(constraint, null, constraint.Attributes));
                    break;
                case TableLikeClause like when FindRelation(like.Relation) is { } source:
                    AddLikeColumns(table, source, like);
                    likes.Add((like, source));
                    break;
            }
        }

        StructuredComment.Read(table, _text, _gapStart, statement.Span.Start);
        _database.Relations.Add(table.QualifiedName, table);
        if (statement.OnCommit == OnCommitAction.Drop)
            _droppedOnCommit.Add(table);
        foreach (var column in table.Columns)
            ReadGenerationExpression(table, column);
        if (statement.PartSpec is not null)
            AddPartitionColumns(table, statement.PartSpec);

        foreach (var parent in table.Parents)
            InheritChecks(table, parent);
        AddChecks(table, pending);
        if (statement.PartBound is not null)
            AttachTo(table, table.Parents[0], Text(statement.PartBound));

        AddIndexConstraints(table, pending);
        foreach (var (clause, source) in likes)
            AddLikeParts(table, source, clause);
        AddForeignKeys(table, pending);
        MakeHypertableFromOptions(table, statement);
    }

    private bool TryFindPartitioned(CreateStmt statement, out TableState? parent)
    {
        parent = statement.InhRelations.Count == 1 ? FindTable(statement.InhRelations[0]) : null;
        if (parent is null)
            return false;
        if (parent.Kind == TableKind.Partitioned)
            return true;
        Fail(statement.InhRelations[0].Span, $"\"{parent.Name}\" is not partitioned");
        return false;
    }

    /// <summary>Columns of INHERITS parents, or of the partitioned table; same names are merged into one column.</summary>
    private void InheritColumns(TableState table, CreateStmt statement)
    {
        foreach (var inherited in statement.InhRelations)
        {
            if (FindTable(inherited) is not { } parent || table.Parents.Contains(parent) || !MayInherit(table, parent, inherited.Span))
                continue;

            table.Parents.Add(parent);
            parent.Children.Add(table);
            foreach (var column in parent.Columns)
            {
                if (table.FindColumn(column.Name) is { } existing)
                {
                    existing.InheritedCount++;
                    existing.IsNotNull |= column.IsNotNull && !column.IsNotNullOnlyHere;
                    existing.DefaultExpression ??= column.DefaultExpression;
                    continue;
                }

                table.Columns.Add(InheritedColumn(column, isPartition: statement.PartBound is not null, At(inherited.Span)));
            }

            if (IsHypertableChunk(table) && table.Schema != parent.Schema)
                MarkDumpedHypertable(parent, statement);
        }
    }

    private ColumnState InheritedColumn(ColumnState column, bool isPartition, SchemaLocation location) => new()
    {
        Name = column.Name,
        Type = column.Type,
        IsNotNull = column.IsNotNull && !column.IsNotNullOnlyHere,
        NotNullName = column.IsNotNullOnlyHere ? null : column.NotNullName,
        DefaultExpression = column.DefaultExpression,
        Generated = column.Generated,
        // Since PostgreSQL 17 a partition shares the identity of its parent; children by INHERITS never do.
        Identity = isPartition && _database.ServerMajor >= 17 ? column.Identity : IdentityKind.None,
        Collation = column.Collation,
        IsLocal = false,
        InheritedCount = 1,
        Location = location,
        NameLocation = location,
        TypeLocation = location,
    };

    private void AddTypedColumns(TableState table, TypeName typeName)
    {
        var (schema, name) = (typeName.Schema.IsMissing ? null : typeName.Schema.Value, typeName.Name.Value ?? "");
        if (_database.FindRelation(schema, name) is not CompositeState composite)
        {
            Fail(typeName.Span, $"type \"{TypeResolver.Display(typeName)}\" does not exist");
            return;
        }

        table.OfType = composite;
        composite.TypedTables.Add(table);
        foreach (var attribute in composite.Columns)
        {
            table.Columns.Add(new()
            {
                Name = attribute.Name,
                Type = attribute.Type,
                Collation = attribute.Collation,
                Location = At(typeName.Span),
                NameLocation = At(typeName.Span),
                TypeLocation = At(typeName.Span),
            });
        }
    }

    /// <summary>One column definition; its constraints go to <paramref name="pending"/>. Null when it cannot be added.</summary>
    private ColumnState? AddColumn(TableState table, ColumnDef definition, List<PendingConstraint> pending, bool mayMerge)
    {
        if (definition.ColName.IsMissing)
            return null;

        var name = Name(definition.ColName);
        var column = table.FindColumn(name);
        if (column is not null)
        {
            if (!mayMerge || (column.IsLocal && table.OfType is null))
            {
                Fail(definition.ColName.Span, $"column \"{name}\" specified more than once");
                return null;
            }

            column.IsLocal = true;
            column.Location = At(definition.Span);
            column.NameLocation = At(definition.ColName.Span);
        }
        else
        {
            if (definition.TypeName is null && !_isBroken)
            {
                Fail(definition.ColName.Span, $"column \"{name}\" does not exist");
                return null;
            }

            if (table.Columns.Count >= MaxColumns)
            {
                Fail(definition.ColName.Span, $"tables can have at most {MaxColumns} columns");
                return null;
            }

            column = new()
            {
                Name = name,
                Type = SqlType.Unknown,
                Location = At(definition.Span),
                NameLocation = At(definition.ColName.Span),
                TypeLocation = At(definition.TypeName?.Span ?? definition.ColName.Span),
            };
            table.Columns.Add(column);
        }

        if (definition.TypeName is not null)
            SetColumnType(table, column, definition.TypeName);
        if (definition.CollClause is not null)
            column.Collation = definition.CollClause.Collname.IsEmpty ? null : Name(definition.CollClause.Collname[definition.CollClause.Collname.Count - 1]);
        AddColumnConstraints(table, column, definition, pending);
        return column;
    }

    private void SetColumnType(TableState table, ColumnState column, TypeName typeName)
    {
        if (SerialType(typeName) is { } serial)
        {
            column.Type = SqlType.BuiltIn(serial);
            column.Serial = SerialKind.Serial;
            column.IsNotNull = true;
            var sequence = CreateOwnedSequence(table, column, default);
            column.DefaultExpression = NextValue(sequence);
            column.DefaultLocation = At(typeName.Span);
            return;
        }

        column.Type = ResolveType(typeName);
    }

    /// <summary>The type, or <see cref="SqlType.Unknown"/> with a problem.</summary>
    private SqlType ResolveType(TypeName typeName)
    {
        if (_types.Resolve(typeName) is { } type)
            return type;

        Fail(
            typeName.Span,
            !typeName.Schema.IsMissing && !_database.Namespaces.ContainsKey(typeName.Schema.Value!)
                ? $"schema \"{typeName.Schema.Value}\" does not exist"
                : $"type \"{TypeResolver.Display(typeName)}\" does not exist");
        return SqlType.Unknown;
    }

    /// <summary>serial and its kin are no types: only these words alone, without schema, are known (transformColumnDefinition).</summary>
    private static string? SerialType(TypeName typeName)
    {
        if (typeName.Names.Count != 1 || typeName.IsColumnReference || !typeName.ArrayBounds.IsEmpty)
            return null;
        return typeName.Name.Value switch
        {
            "smallserial" or "serial2" => "int2",
            "serial" or "serial4" => "int4",
            "bigserial" or "serial8" => "int8",
            _ => null,
        };
    }

    /// <summary>The nextval call as the server writes it back.</summary>
    private static string NextValue(SequenceState sequence)
    {
        var name = SqlIdentifier.Quote(sequence.Name);
        if (sequence.Schema != "public")
            name = SqlIdentifier.Quote(sequence.Schema) + "." + name;
        return "nextval('" + name.Replace("'", "''") + "'::regclass)";
    }

    private SequenceState CreateOwnedSequence(TableState table, ColumnState column, ValueList<DefElem> options)
    {
        (string? Schema, string? Name) explicitName = default;
        foreach (var option in options)
        {
            if (option.Name.Value == "sequence_name")
                explicitName = NameOf(option.Arg);
        }

        var schema = explicitName.Schema ?? table.Schema;
        var sequence = new SequenceState
        {
            Schema = schema,
            Name = explicitName.Name is { Length: > 0 } chosen ? chosen : ObjectNames.ChooseRelationName(_database, schema, table.Name, column.Name, "seq", isConstraint: false),
            Order = _database.NextOrder(),
            Type = column.Type with { Modifiers = default },
            OwnerTable = table,
            OwnerColumn = column,
            Location = column.Location,
            NameLocation = column.NameLocation,
        };
        column.OwnedSequence = sequence;
        SetSequenceOptions(sequence, options);
        if (!_database.Relations.ContainsKey(sequence.QualifiedName))
            _database.Relations.Add(sequence.QualifiedName, sequence);
        return sequence;
    }

    private void AddColumnConstraints(TableState table, ColumnState column, ColumnDef definition, List<PendingConstraint> pending)
    {
        for (var i = 0; i < definition.Constraints.Count; i++)
        {
            var constraint = definition.Constraints[i];
            switch (constraint.ConType)
            {
                case ConstrType.NotNull:
                    column.IsNotNullOnlyHere = !column.IsNotNull && (definition.AttributesOf(i) & ConstraintAttributes.NoInherit) != 0;
                    column.IsNotNull = true;
                    column.NotNullName = OptionalName(constraint.ConName) ?? column.NotNullName;
                    break;
                case ConstrType.Null when column.IsNotNull && column.InheritedCount == 0:
                    Fail(constraint.Span, $"conflicting NULL/NOT NULL declarations for column \"{column.Name}\" of table \"{table.Name}\"");
                    break;
                case ConstrType.Default when constraint.RawExpr is not null:
                    SetDefault(table, column, constraint.RawExpr, constraint.Span);
                    break;
                case ConstrType.Identity:
                    SetIdentity(table, column, constraint.GeneratedWhen, constraint.Options, constraint.Span);
                    break;
                case ConstrType.Generated when constraint.RawExpr is not null:
                    column.Generated = constraint.GeneratedKind == Syntax.GeneratedKind.Stored ? GeneratedKind.Stored : GeneratedKind.Virtual;
                    column.DefaultExpression = Text(constraint.RawExpr);
                    column.DefaultLocation = At(constraint.RawExpr.Span);
                    column.GenerationExpression = constraint.RawExpr;
                    break;
                case ConstrType.Primary:
                case ConstrType.Unique:
                case ConstrType.Check:
                case ConstrType.Foreign:
                case ConstrType.Exclusion:
                    pending.Add(new(constraint, column, definition.AttributesOf(i)));
                    break;
            }
        }
    }

    /// <summary>A generated column goes with the columns it is made from: they are known once all columns are.</summary>
    private void ReadGenerationExpression(TableState table, ColumnState column)
    {
        if (column.GenerationExpression is not { } expression)
            return;
        column.GeneratedFrom = ColumnsIn(expression, table);
        column.GenerationExpression = null;
    }

    private void SetDefault(TableState table, ColumnState column, Expression expression, TextSpan span)
    {
        if (column.Identity != IdentityKind.None)
        {
            Fail(span, $"column \"{column.Name}\" of relation \"{table.Name}\" is an identity column");
            return;
        }

        if (column.Generated != GeneratedKind.None)
        {
            Fail(span, $"column \"{column.Name}\" of relation \"{table.Name}\" is a generated column");
            return;
        }

        column.DefaultExpression = IsNoDefault(expression, column.Type) ? null : Text(expression);
        column.DefaultLocation = At(expression.Span);
        if (column.DefaultExpression is not null)
            FindSerialSequence(table, column, expression);
    }

    /// <summary>
    /// DEFAULT NULL is no default, unless the server has to convert the NULL: to a length (an interval is read with its own), or to a
    /// domain (AddRelationNewConstraints, coerce_type).
    /// </summary>
    private bool IsNoDefault(SqlNode expression, SqlType type) =>
        expression is A_Const { Kind: ConstantKind.Null } && (type.Modifiers.IsEmpty || type.Is("interval"))
        && !(!type.IsArray && _database.Types.TryGetValue(new(type.Schema, type.Name), out var state) && state is DomainState);

    private void SetIdentity(TableState table, ColumnState column, GeneratedWhen when, ValueList<DefElem> options, TextSpan span)
    {
        if (column.Identity != IdentityKind.None)
        {
            Fail(span, $"column \"{column.Name}\" of relation \"{table.Name}\" is already an identity column");
            return;
        }

        if (column.DefaultExpression is not null && column.InheritedCount == 0)
        {
            Fail(span, $"column \"{column.Name}\" of relation \"{table.Name}\" already has a default value");
            return;
        }

        column.Identity = when == GeneratedWhen.Always ? IdentityKind.Always : IdentityKind.ByDefault;
        column.IsNotNull = true;
        CreateOwnedSequence(table, column, options);
    }

    private PartitionKey PartitionKeyOf(PartitionSpec specification)
    {
        var keys = new string[specification.PartParams.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var element = specification.PartParams[i];
            keys[i] = element.Expr is null ? Name(element.Name) : Text(element.Expr);
        }

        return new((specification.StrategyName.Value ?? "").ToUpperInvariant(), keys);
    }

    private void AddPartitionColumns(TableState table, PartitionSpec specification)
    {
        foreach (var element in specification.PartParams)
        {
            if (element.Expr is not null)
                table.PartitionColumns.AddRange(ColumnsIn(element.Expr, table));
            else if (table.FindColumn(Name(element.Name)) is { } column)
                table.PartitionColumns.Add(column);
            else
                Fail(element.Name.Span, $"column \"{Name(element.Name)}\" named in partition key does not exist");
        }
    }

    private void AddLikeColumns(TableState table, RelationState source, TableLikeClause like)
    {
        foreach (var column in source.Columns)
        {
            if (table.FindColumn(column.Name) is { } existing)
            {
                if (existing.IsLocal)
                    Fail(like.Span, $"column \"{column.Name}\" specified more than once");
                existing.IsLocal = true;
                existing.IsNotNull |= column.IsNotNull;
                if ((like.Options & TableLikeOptions.Comments) != 0)
                    existing.Comment = column.Comment;
                continue;
            }

            var copy = new ColumnState
            {
                Name = column.Name,
                Type = column.Type,
                IsNotNull = column.IsNotNull,
                NotNullName = column.NotNullName,
                IsNotNullOnlyHere = column.IsNotNullOnlyHere,
                Collation = column.Collation,
                Location = At(like.Span),
                NameLocation = At(like.Span),
                TypeLocation = At(like.Span),
            };
            table.Columns.Add(copy);
            if (column.Generated != GeneratedKind.None ? (like.Options & TableLikeOptions.Generated) != 0 : (like.Options & TableLikeOptions.Defaults) != 0)
            {
                copy.DefaultExpression = column.DefaultExpression;
                copy.Generated = column.Generated;
                copy.DefaultLocation = At(like.Span);
                if (copy.DefaultExpression is { } expression && (column.Serial != SerialKind.None ? column.OwnedSequence : column.BorrowedSequence) is { } lender)
                {
                    copy.BorrowedSequence = lender;
                    (lender.Borrowers ??= []).Add((copy, expression));
                }
            }

            if (column.Identity != IdentityKind.None && (like.Options & TableLikeOptions.Identity) != 0)
            {
                copy.Identity = column.Identity;
                var sequence = CreateOwnedSequence(table, copy, default);
                sequence.Start = column.OwnedSequence?.Start;
                sequence.Increment = column.OwnedSequence?.Increment;
            }

            if ((like.Options & TableLikeOptions.Comments) != 0)
                copy.Comment = column.Comment;
        }
    }

    /// <summary>What LIKE copies once the columns are there: checks with their names, indexes with new ones.</summary>
    private void AddLikeParts(TableState table, RelationState source, TableLikeClause like)
    {
        if (source is not RowSourceState rows)
            return;

        if (source is TableState sourceTable && (like.Options & TableLikeOptions.Constraints) != 0)
        {
            foreach (var check in sourceTable.Constraints)
            {
                if (check.Kind == ConstraintKind.Check && table.FindConstraint(check.Name) is null)
                    AddCopiedCheck(table, check, At(like.Span), inheritedCount: 0, isNewTable: true);
            }
        }

        if ((like.Options & TableLikeOptions.Indexes) == 0)
            return;
        foreach (var index in rows.Indexes)
        {
            var copy = CloneIndex(table, index, At(like.Span), parent: null);
            if ((like.Options & TableLikeOptions.Comments) != 0)
                copy.Comment = index.Comment;
        }
    }

    private void AddCopiedCheck(TableState table, ConstraintState check, SchemaLocation location, int inheritedCount, bool isNewTable)
    {
        var copy = new ConstraintState
        {
            Name = check.Name,
            Kind = ConstraintKind.Check,
            Table = table,
            Columns = SameColumns(check.Columns, table),
            Expression = check.Expression,
            IsEnforced = check.IsEnforced,
            // A new table has no rows that could break it.
            IsValidated = check.IsEnforced && (isNewTable || check.IsValidated),
            IsLocal = inheritedCount == 0,
            NoInherit = inheritedCount == 0 && check.NoInherit,
            InheritedCount = inheritedCount,
            Location = location,
        };
        table.Constraints.Add(copy);
        _database.AddConstraintName(new(table.Schema, copy.Name));
    }

    private void InheritChecks(TableState table, TableState parent)
    {
        foreach (var check in parent.Constraints)
        {
            if (check.Kind != ConstraintKind.Check || check.NoInherit)
                continue;
            if (table.FindConstraint(check.Name) is { } existing)
                existing.InheritedCount++;
            else
                AddCopiedCheck(table, check, table.Location, inheritedCount: 1, isNewTable: true);
        }
    }

    /// <summary>The columns of the same names in another table.</summary>
    private static List<ColumnState> SameColumns(List<ColumnState> columns, RelationState table)
    {
        var same = new List<ColumnState>(columns.Count);
        foreach (var column in columns)
        {
            if (table.FindColumn(column.Name) is { } found)
                same.Add(found);
        }

        return same;
    }

    /// <summary>A new partition gets the indexes and foreign keys of its parent.</summary>
    private void AttachTo(TableState partition, TableState parent, string bound)
    {
        partition.PartitionBound = bound;
        foreach (var index in parent.Indexes)
        {
            if (FindEqualIndex(partition, index) is { } equal)
                equal.Parent = index;
            else
                CloneIndex(partition, index, partition.Location, index);
        }

        foreach (var constraint in parent.Constraints)
        {
            if (constraint.Kind == ConstraintKind.ForeignKey)
                CloneForeignKey(partition, constraint, partition.Location);
            else if (constraint.Kind == ConstraintKind.Check && partition.FindConstraint(constraint.Name) is { InheritedCount: > 0 } same)
                same.IsLocal = false;
        }

        foreach (var trigger in parent.Triggers)
            CloneTrigger(partition, trigger);
    }
}

/// <summary>A constraint of a statement that is applied once all columns are known.</summary>
/// <param name="Column">The column of a column constraint; null for a table constraint.</param>
internal readonly record struct PendingConstraint(Constraint Constraint, ColumnState? Column, ConstraintAttributes Attributes);
