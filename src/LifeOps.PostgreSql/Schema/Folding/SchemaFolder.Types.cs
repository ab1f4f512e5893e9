using System.Collections.Generic;
using System.Globalization;
using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

// Types, domains, sequences and schemas (src/backend/commands/typecmds.c, sequence.c, schemacmds.c).
internal sealed partial class SchemaFolder
{
    private void CreateSchema(CreateSchemaStmt statement)
    {
        var name = OptionalName(statement.SchemaName) ?? (statement.AuthRole is { } role ? OptionalName(role.Name) : null);
        if (name is null)
            return;

        if (_database.Namespaces.TryGetValue(name, out var existing) && !existing.IsImplicit)
        {
            if (!statement.IfNotExists)
                Fail(statement.SchemaName.IsMissing ? statement.Span : statement.SchemaName.Span, $"schema \"{name}\" already exists");
        }
        else if (existing is not null && name == "public")
        {
            // pg_dump --clean and hand-written files create it again; on a new database it is there already.
            if (!statement.IfNotExists)
                Fail(statement.SchemaName.Span, $"schema \"{name}\" already exists");
        }
        else
        {
            _database.Namespaces[name] = new() { Name = name, Order = _database.NextOrder(), Location = At(statement.Span) };
        }

        if (statement.SchemaElts.IsEmpty)
            return;
        var path = _database.SearchPath;
        _database.SearchPath = [name, .. path];
        // The server sorts them so that what is referred to comes first (transformCreateSchemaStmtElements).
        for (var rank = 0; rank <= 4; rank++)
        {
            foreach (var element in statement.SchemaElts)
            {
                if (SchemaElementRank(element) == rank)
                    Fold(element);
            }
        }

        _database.SearchPath = path;
    }

    private static int SchemaElementRank(Statement element) => element switch
    {
        CreateSeqStmt => 0,
        CreateStmt => 1,
        ViewStmt => 2,
        IndexStmt => 3,
        _ => 4,
    };

    /// <summary>Where a new type goes, or null with a problem when its name is taken.</summary>
    private QualifiedName? NewTypeName(string? schemaName, string name, TextSpan span)
    {
        if (CreationSchema(schemaName, span) is not { } schema)
            return null;
        var qualified = new QualifiedName(schema, name);
        if (_database.Types.TryGetValue(qualified, out var existing) && existing is BaseTypeState { IsShell: true })
        {
            _database.Types.Remove(qualified);
            return qualified;
        }

        if (existing is not null || _database.Relations.TryGetValue(qualified, out var relation) && relation is not (IndexState or SequenceState))
        {
            Fail(span, $"type \"{name}\" already exists");
            return null;
        }

        return qualified;
    }

    private QualifiedName? NewTypeName(ValueList<Identifier> names)
    {
        var (schema, name) = Split(names);
        return name.Length == 0 ? null : NewTypeName(schema, name, Span(names));
    }

    private void CreateEnum(CreateEnumStmt statement)
    {
        if (NewTypeName(statement.TypeName) is not { } name)
            return;
        var type = new EnumState { Schema = name.Schema, Name = name.Name, Order = _database.NextOrder(), Location = At(statement.Span) };
        var labels = new HashSet<string>();
        foreach (var value in statement.Vals)
        {
            if (labels.Add(value.Value ?? ""))
                type.Labels.Add(value.Value ?? "");
            else
                Fail(value.Span, $"enum label \"{value.Value}\" used more than once");
        }

        _database.Types.Add(name, type);
    }

    private TypeState? FindType(ValueList<Identifier> names)
    {
        var (schema, name) = Split(names);
        var type = _database.FindType(schema, name);
        if (type is null)
            Fail(Span(names), $"type \"{Display(schema, name)}\" does not exist");
        return type;
    }

    private void AlterEnum(AlterEnumStmt statement)
    {
        if (FindType(statement.TypeName) is not { } type)
            return;
        if (type is not EnumState state)
        {
            Fail(Span(statement.TypeName), $"{type.Name} is not an enum");
            return;
        }

        var label = statement.NewVal.Value ?? "";
        if (!statement.OldVal.IsMissing)
        {
            var at = state.Labels.IndexOf(statement.OldVal.Value!);
            if (at < 0)
                Fail(statement.OldVal.Span, $"\"{statement.OldVal.Value}\" is not an existing enum label");
            else if (state.Labels.Contains(label))
                Fail(statement.NewVal.Span, $"enum label \"{label}\" already exists");
            else
                state.Labels[at] = label;
            return;
        }

        if (state.Labels.Contains(label))
        {
            if (!statement.SkipIfNewValExists)
                Fail(statement.NewVal.Span, $"enum label \"{label}\" already exists");
            return;
        }

        if (statement.NewValNeighbor.IsMissing)
        {
            state.Labels.Add(label);
            return;
        }

        var neighbor = state.Labels.IndexOf(statement.NewValNeighbor.Value!);
        if (neighbor < 0)
            Fail(statement.NewValNeighbor.Span, $"\"{statement.NewValNeighbor.Value}\" is not an existing enum label");
        else
            state.Labels.Insert(statement.NewValIsAfter ? neighbor + 1 : neighbor, label);
    }

    private void CreateComposite(CompositeTypeStmt statement)
    {
        var variable = statement.TypeVar;
        if (variable.Name.IsMissing || NewTypeName(OptionalName(variable.Schema), Name(variable.Name), variable.Span) is not { } name)
            return;
        if (!IsFree(name, variable.Span, ifNotExists: false))
            return;
        var composite = new CompositeState
        {
            Schema = name.Schema,
            Name = name.Name,
            Order = _database.NextOrder(),
            Location = At(statement.Span),
            NameLocation = At(variable.Name.Span),
        };
        foreach (var definition in statement.ColDefList)
        {
            if (composite.FindColumn(Name(definition.ColName)) is null)
                AddAttribute(composite, definition);
            else
                Fail(definition.ColName.Span, $"column \"{Name(definition.ColName)}\" specified more than once");
        }

        _database.Relations.Add(name, composite);
    }

    private void AddAttribute(CompositeState composite, ColumnDef definition) => composite.Columns.Add(new()
    {
        Name = Name(definition.ColName),
        Type = definition.TypeName is null ? SqlType.Unknown : ResolveType(definition.TypeName),
        Collation = definition.CollClause is { Collname.IsEmpty: false } clause ? Name(clause.Collname[clause.Collname.Count - 1]) : null,
        Location = At(definition.Span),
        NameLocation = At(definition.ColName.Span),
        TypeLocation = At(definition.TypeName?.Span ?? definition.Span),
    });

    private void CreateRange(CreateRangeStmt statement)
    {
        if (NewTypeName(statement.TypeName) is not { } name)
            return;

        SqlType? subtype = null;
        (string? Schema, string? Name) multirange = default;
        foreach (var parameter in statement.Params)
        {
            switch (parameter.Name.Value)
            {
                case "subtype" when parameter.Arg is TypeName typeName:
                    subtype = ResolveType(typeName);
                    break;
                case "multirange_type_name":
                    multirange = NameOf(parameter.Arg);
                    break;
            }
        }

        if (subtype is null)
        {
            Fail(statement.Span, "type attribute \"subtype\" is required");
            return;
        }

        var multirangeName = multirange.Name is { Length: > 0 } chosen ? chosen : MultirangeName(name);
        var multirangeState = new MultirangeState { Schema = multirange.Schema ?? name.Schema, Name = multirangeName, Order = _database.NextOrder(), Location = At(statement.Span) };
        var range = new RangeState { Schema = name.Schema, Name = name.Name, Order = _database.NextOrder(), SubType = subtype, Multirange = multirangeState, Location = At(statement.Span) };
        multirangeState.Range = range;
        _database.Types.Add(name, range);
        if (!_database.Types.ContainsKey(multirangeState.QualifiedName))
            _database.Types.Add(multirangeState.QualifiedName, multirangeState);
    }

    /// <summary>The first "range" becomes "multirange", else "_multirange" is added (pg_type.c: makeMultirangeTypeName).</summary>
    private static string MultirangeName(QualifiedName range)
    {
        var at = range.Name.IndexOf("range", System.StringComparison.Ordinal);
        var name = at >= 0
            ? range.Name.Substring(0, at) + "multi" + range.Name.Substring(at)
            : SqlIdentifier.Truncate(range.Name, SqlIdentifier.MaxBytes - "_multirange".Length) + "_multirange";
        return SqlIdentifier.Truncate(name);
    }

    private void CreateDomain(CreateDomainStmt statement)
    {
        if (NewTypeName(statement.DomainName) is not { } name)
            return;
        var domain = new DomainState
        {
            Schema = name.Schema,
            Name = name.Name,
            Order = _database.NextOrder(),
            BaseType = ResolveType(statement.TypeName),
            Location = At(statement.Span),
        };
        foreach (var constraint in statement.Constraints)
        {
            switch (constraint.ConType)
            {
                case ConstrType.NotNull:
                    domain.IsNotNull = true;
                    domain.NotNullName = OptionalName(constraint.ConName);
                    break;
                case ConstrType.Default when constraint.RawExpr is not null && !IsNoDefault(constraint.RawExpr, domain.BaseType):
                    domain.DefaultExpression = Text(constraint.RawExpr);
                    break;
                case ConstrType.Check:
                    AddDomainCheck(domain, constraint, isNew: true);
                    break;
            }
        }

        _database.Types.Add(name, domain);
    }

    private void AddDomainCheck(DomainState domain, Constraint constraint, bool isNew)
    {
        if (constraint.RawExpr is null)
            return;
        var name = OptionalName(constraint.ConName);
        if (name is null)
        {
            name = ObjectNames.ChooseConstraintName(_database, domain.Schema, domain.Name, null, "check");
        }
        else if (domain.Checks.Exists(check => check.Name == name))
        {
            Fail(constraint.ConName.Span, $"constraint \"{name}\" for domain \"{domain.Name}\" already exists");
            return;
        }

        domain.Checks.Add(new()
        {
            Name = name,
            Expression = Text(constraint.RawExpr),
            IsValidated = isNew || (constraint.Attributes & ConstraintAttributes.NotValid) == 0,
            Location = At(constraint.Span),
        });
        _database.AddConstraintName(new(domain.Schema, name));
    }

    private void AlterDomain(AlterDomainStmt statement)
    {
        if (FindType(statement.TypeName) is not { } type)
            return;
        if (type is not DomainState domain)
        {
            Fail(Span(statement.TypeName), $"{type.Name} is not a domain");
            return;
        }

        switch (statement.Subtype)
        {
            case AlterDomainType.AlterDefault:
                domain.DefaultExpression = statement.Def is null || IsNoDefault(statement.Def, domain.BaseType) ? null : Text(statement.Def);
                break;
            case AlterDomainType.SetNotNull:
                domain.IsNotNull = true;
                break;
            case AlterDomainType.DropNotNull:
                domain.IsNotNull = false;
                break;
            case AlterDomainType.AddConstraint when statement.Def is Constraint { ConType: ConstrType.Check } check:
                AddDomainCheck(domain, check, isNew: false);
                break;
            case AlterDomainType.AddConstraint when statement.Def is Constraint { ConType: ConstrType.NotNull } notNull:
                domain.IsNotNull = true;
                domain.NotNullName = OptionalName(notNull.ConName);
                break;
            case AlterDomainType.DropConstraint or AlterDomainType.ValidateConstraint:
                var name = Name(statement.Name);
                var at = domain.Checks.FindIndex(check => check.Name == name);
                if (at < 0 && domain.IsNotNull && name == (domain.NotNullName ?? ObjectNames.Make(domain.Name, null, "not_null")))
                {
                    domain.IsNotNull = statement.Subtype != AlterDomainType.DropConstraint;
                }
                else if (at < 0)
                {
                    if (!statement.MissingOk)
                        Fail(statement.Name.Span, $"constraint \"{name}\" of domain \"{domain.Name}\" does not exist");
                }
                else if (statement.Subtype == AlterDomainType.DropConstraint)
                {
                    domain.Checks.RemoveAt(at);
                    _database.RemoveConstraintName(new(domain.Schema, name));
                }
                else
                {
                    domain.Checks[at] = domain.Checks[at] with { IsValidated = true };
                }

                break;
        }
    }

    /// <summary>CREATE TYPE of a base or shell type, and what can be called: aggregates and operators.</summary>
    private void Define(DefineStmt statement)
    {
        switch (statement.Kind)
        {
            case ObjectType.Type:
                var (schemaName, typeName) = Split(statement.DefNames);
                if (CreationSchema(schemaName, Span(statement.DefNames)) is not { } schema)
                    return;
                if (_database.Types.TryGetValue(new(schema, typeName), out var existing))
                {
                    if (existing is BaseTypeState { IsShell: true } shell && !statement.Definition.IsEmpty)
                        shell.IsShell = false;
                    else
                        Fail(Span(statement.DefNames), $"type \"{typeName}\" already exists");
                    return;
                }

                _database.Types.Add(new(schema, typeName), new BaseTypeState
                {
                    Schema = schema,
                    Name = typeName,
                    Order = _database.NextOrder(),
                    IsShell = statement.Definition.IsEmpty,
                    Location = At(statement.Span),
                });
                break;
            case ObjectType.Aggregate:
                DefineAggregate(statement);
                break;
            case ObjectType.Operator:
                DefineOperator(statement);
                break;
        }
    }

    private void DefineOperator(DefineStmt statement)
    {
        SqlType? left = null;
        SqlType? right = null;
        (string? Schema, string Name) function = default;
        foreach (var element in statement.Definition)
        {
            switch (element.Name.Value)
            {
                case "leftarg" when element.Arg is TypeName typeName:
                    left = ResolveType(typeName);
                    break;
                case "rightarg" when element.Arg is TypeName typeName:
                    right = ResolveType(typeName);
                    break;
                case "function" or "procedure":
                    function = NameOf(element.Arg);
                    break;
            }
        }

        if (right is null || statement.DefNames.IsEmpty)
            return;
        foreach (var candidate in _objects.FindFunctions(function.Schema, function.Name ?? ""))
        {
            var arguments = candidate.Arguments;
            if (arguments.Count == (left is null ? 1 : 2) && arguments[arguments.Count - 1] == right && (left is null || arguments[0] == left))
            {
                _database.Operators.Add(new(statement.DefNames[statement.DefNames.Count - 1].Value ?? "", left, right, candidate.Result));
                return;
            }
        }
    }

    private void CreateSequence(CreateSeqStmt statement)
    {
        var isTemporary = statement.Persistence == RelPersistence.Temporary;
        var schema = isTemporary && statement.Sequence.Schema.IsMissing ? DatabaseState.TemporarySchema : CreationSchema(OptionalName(statement.Sequence.Schema), statement.Sequence.Span);
        if (schema is null || statement.Sequence.Name.IsMissing || !IsFree(new(schema, Name(statement.Sequence.Name)), statement.Sequence.Name.Span, statement.IfNotExists))
            return;
        var sequence = new SequenceState
        {
            Schema = schema,
            Name = Name(statement.Sequence.Name),
            Order = _database.NextOrder(),
            Location = At(statement.Span),
            NameLocation = At(statement.Sequence.Name.Span),
        };
        _database.Relations.Add(sequence.QualifiedName, sequence);
        SetSequenceOptions(sequence, statement.Options);
    }

    private void AlterSequence(AlterSeqStmt statement)
    {
        if (FindRelation(statement.Sequence, statement.MissingOk) is not { } relation)
            return;
        if (relation is SequenceState sequence)
            SetSequenceOptions(sequence, statement.Options);
        else
            Fail(statement.Sequence.Span, $"\"{relation.Name}\" is not a sequence");
    }

    private void SetSequenceOptions(SequenceState sequence, ValueList<DefElem> options)
    {
        foreach (var option in options)
        {
            switch (option.Name.Value)
            {
                case "as" when option.Arg is TypeName typeName:
                    sequence.Type = ResolveType(typeName);
                    break;
                case "start":
                    sequence.Start = Number(option);
                    break;
                case "increment":
                    sequence.Increment = Number(option);
                    break;
                case "owned_by":
                    SetOwner(sequence, option);
                    break;
            }
        }
    }

    private long? Number(DefElem option) =>
        OptionText(option) is { } text && long.TryParse(text.Replace(" ", ""), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private void SetOwner(SequenceState sequence, DefElem option)
    {
        if (sequence.OwnerColumn is { } old && old.OwnedSequence == sequence)
            old.OwnedSequence = null;
        sequence.OwnerTable = null;
        sequence.OwnerColumn = null;
        var names = NamesOf(option.Arg);
        if (names.Count < 2)
            return;

        var relation = _database.FindRelation(names.Count > 2 ? Name(names[names.Count - 3]) : null, Name(names[names.Count - 2]));
        if (relation is not TableState table)
        {
            Fail(option.Span, $"relation \"{Name(names[names.Count - 2])}\" does not exist");
            return;
        }

        if (table.FindColumn(Name(names[names.Count - 1])) is not { } column)
        {
            Fail(option.Span, $"column \"{Name(names[names.Count - 1])}\" of relation \"{table.Name}\" does not exist");
            return;
        }

        sequence.OwnerTable = table;
        sequence.OwnerColumn = column;
        column.OwnedSequence = sequence;
    }

    /// <summary>The parts of a name in an option's value.</summary>
    private static ValueList<Identifier> NamesOf(SqlNode? node) => node switch
    {
        Syntax.QualifiedName name => name.Names,
        TypeName typeName => typeName.Names,
        StringValue word => ValueList.Of(word.Name),
        RangeVar relation => relation.Schema.IsMissing ? ValueList.Of(relation.Name) : ValueList.Of(relation.Schema, relation.Name),
        ColumnRef reference => reference.Fields,
        _ => default,
    };

    private static (string? Schema, string Name) NameOf(SqlNode? node) => Split(NamesOf(node));
}
