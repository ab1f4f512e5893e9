using System.Collections.Generic;
using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

// Functions, aggregates, triggers and extensions.
internal sealed partial class SchemaFolder
{
    private void CreateFunction(CreateFunctionStmt statement)
    {
        var (schemaName, name) = Split(statement.FuncName);
        if (name.Length == 0 || CreationSchema(schemaName, Span(statement.FuncName)) is not { } schema)
            return;

        var parameters = ReadParameters(statement.Parameters);
        var returnType = statement.ReturnType is { } typeName ? ResolveReturnType(typeName) : null;
        var outTypes = parameters.FindAll(parameter => parameter.Mode is "OUT" or "INOUT" or "TABLE");
        if (!statement.IsProcedure && returnType is null)
            returnType = outTypes.Count == 1 ? outTypes[0].Type : SqlType.BuiltIn(outTypes.Count == 0 ? "void" : "record");

        var function = new FunctionState
        {
            Schema = schema,
            Name = name,
            Order = _database.NextOrder(),
            Kind = statement.IsProcedure ? "PROCEDURE" : Option(statement.Options, "window") is null ? "FUNCTION" : "WINDOW",
            Parameters = parameters,
            ReturnType = statement.IsProcedure ? null : returnType,
            ReturnsSet = statement.ReturnsTable || statement.ReturnType is { SetOf: true },
            Language = Option(statement.Options, "language")?.ToLowerInvariant() ?? (statement.SqlBody is null ? null : "sql"),
            Location = At(statement.Span),
        };
        SetFunctionOptions(function, statement.Options);
        if (statement.SqlBody is { } body)
            FindUses(function, body);
        AddFunction(function, statement.Replace, Span(statement.FuncName));
    }

    /// <summary>What a body that the server parses depends on: it goes with the tables and columns that it uses. A name counts for every table there that has such a column.</summary>
    private void FindUses(FunctionState function, Statement body)
    {
        var relations = new List<RelationState>();
        var names = new HashSet<string>();
        var hasStar = false;
        foreach (var node in body.DescendantsAndSelf())
        {
            if (node is RangeVar name && _database.FindRelation(OptionalName(name.Schema), Name(name.Name)) is { } relation)
            {
                relations.Add(relation);
                (relation.DependentFunctions ??= []).Add(function);
            }
            else if (node is ColumnRef reference)
            {
                hasStar |= reference.HasStar;
                if (!reference.Fields.IsEmpty)
                    names.Add(Name(reference.Fields[reference.Fields.Count - 1]));
            }
        }

        function.UsedColumns = [];
        foreach (var relation in relations)
        {
            foreach (var column in relation.Columns)
            {
                if (hasStar || names.Contains(column.Name))
                    function.UsedColumns.Add(column);
            }
        }
    }

    private List<FunctionState> FunctionsUsing(RelationState relation, ColumnState? column)
    {
        var found = new List<FunctionState>();
        foreach (var function in relation.DependentFunctions ?? [])
        {
            if ((column is null || function.UsedColumns?.Contains(column) == true) && _database.Functions.TryGetValue(function.QualifiedName, out var there) && there.Contains(function))
                found.Add(function);
        }

        return found;
    }

    /// <summary>RETURNS may name a type that only an extension's C code knows; SETOF and the rest as everywhere.</summary>
    private SqlType ResolveReturnType(TypeName typeName) => ResolveType(typeName);

    private void AddFunction(FunctionState function, bool replace, TextSpan span)
    {
        if (!_database.Functions.TryGetValue(function.QualifiedName, out var overloads))
            _database.Functions.Add(function.QualifiedName, overloads = new(1));

        var types = function.InputTypes;
        var at = overloads.FindIndex(existing => SameTypes(existing.InputTypes, types));
        if (at < 0)
        {
            overloads.Add(function);
        }
        else if (!replace)
        {
            Fail(span, $"function \"{function.Name}\" already exists with same argument types");
        }
        else if (overloads[at].ReturnType is { IsUnknown: false } old && function.ReturnType is { IsUnknown: false } result && !SameType(old, result))
        {
            Fail(span, "cannot change return type of existing function");
        }
        else
        {
            function.Comment = overloads[at].Comment;
            overloads[at] = function;
        }
    }

    private static bool SameType(SqlType left, SqlType right) => left.Name == right.Name && left.Schema == right.Schema && left.IsArray == right.IsArray;

    private static bool SameTypes(List<SqlType> left, List<SqlType> right)
    {
        if (left.Count != right.Count)
            return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!SameType(left[i], right[i]))
                return false;
        }

        return true;
    }

    private List<FunctionParameter> ReadParameters(ValueList<Syntax.FunctionParameter> parameters)
    {
        var read = new List<FunctionParameter>(parameters.Count);
        foreach (var parameter in parameters)
        {
            var mode = parameter.Mode switch
            {
                FunctionParameterMode.Out => "OUT",
                FunctionParameterMode.InOut => "INOUT",
                FunctionParameterMode.Variadic => "VARIADIC",
                FunctionParameterMode.Table => "TABLE",
                _ => "IN",
            };
            // Modifiers of parameter types are thrown away by the server.
            var type = ResolveType(parameter.ArgType);
            read.Add(new(OptionalName(parameter.Name), type with { Modifiers = default, IntervalFields = null }, mode, parameter.DefExpr is null ? null : Text(parameter.DefExpr)));
        }

        return read;
    }

    private string? Option(ValueList<DefElem> options, string name)
    {
        foreach (var option in options)
        {
            if (option.Name.Value == name)
                return OptionText(option);
        }

        return null;
    }

    private void SetFunctionOptions(FunctionState function, ValueList<DefElem> options)
    {
        if (Option(options, "volatility") is { } volatility)
            function.Volatility = volatility.ToLowerInvariant() switch { "immutable" => 'i', "stable" => 's', _ => 'v' };
        if (Option(options, "strict") is { } strict)
            function.IsStrict = strict is "true" or "1";
    }

    private void AlterFunction(AlterFunctionStmt statement)
    {
        if (FindFunction(statement.Func, statement.ObjType, missingOk: false) is { } function)
            SetFunctionOptions(function, statement.Actions);
    }

    private FunctionState? FindFunction(ObjectWithArgs signature, ObjectType objectType, bool missingOk)
    {
        var (schema, name) = Split(signature.ObjName);
        var candidates = new List<FunctionState>(_database.FindFunctions(schema, name));
        var types = new List<SqlType>();
        if (signature.ArgsUnspecified)
        {
            if (candidates.Count == 1)
                return candidates[0];
            if (candidates.Count > 1)
            {
                Fail(signature.Span, $"function name \"{name}\" is not unique");
                return null;
            }
        }
        else
        {
            foreach (var typeName in signature.ObjArgs)
                types.Add(typeName is null ? SqlType.Unknown : _types.Resolve(typeName) ?? SqlType.Unknown);
            if (candidates.Find(candidate => SameTypes(candidate.InputTypes, types)) is { } exact)
                return exact;
            if (candidates.Find(candidate => SameTypes(AllTypes(candidate), types)) is { } whole)
                return whole;
        }

        if (!missingOk && !IsBeyondFolding(schema))
        {
            var word = objectType switch { ObjectType.Procedure => "procedure", ObjectType.Aggregate => "aggregate", _ => "function" };
            Fail(
                signature.Span,
                signature.ArgsUnspecified ? $"could not find a {word} named \"{name}\"" : $"{word} {Display(schema, name)}({string.Join(", ", types)}) does not exist");
        }

        return null;
    }

    /// <summary>Procedures are also told by all their parameters, OUT included.</summary>
    private static List<SqlType> AllTypes(FunctionState function)
    {
        var types = new List<SqlType>();
        foreach (var parameter in function.Parameters)
            types.Add(parameter.Type);
        return types;
    }

    private void DefineAggregate(DefineStmt statement)
    {
        var (schemaName, name) = Split(statement.DefNames);
        if (name.Length == 0 || CreationSchema(schemaName, Span(statement.DefNames)) is not { } schema)
            return;

        var parameters = ReadParameters(statement.Args);
        SqlType? state = null;
        (string? Schema, string Name) final = default;
        foreach (var element in statement.Definition)
        {
            switch (element.Name.Value)
            {
                case "stype" or "stype1" when element.Arg is TypeName typeName:
                    state = ResolveType(typeName);
                    break;
                case "basetype" when element.Arg is TypeName typeName && parameters.Count == 0 && typeName.Name.Value is not ("any" or "ANY"):
                    parameters.Add(new(null, ResolveType(typeName), "IN", null));
                    break;
                case "finalfunc":
                    final = NameOf(element.Arg);
                    break;
            }
        }

        var result = final.Name is null ? state ?? SqlType.Unknown : SqlType.Unknown;
        foreach (var candidate in final.Name is null ? [] : _objects.FindFunctions(final.Schema, final.Name))
        {
            if (!candidate.Arguments.IsEmpty && state is not null && SameType(candidate.Arguments[0], state))
                result = candidate.Result;
        }

        AddFunction(
            new()
            {
                Schema = schema,
                Name = name,
                Order = _database.NextOrder(),
                Kind = "AGGREGATE",
                Parameters = parameters,
                ReturnType = result,
                Language = "internal",
                Volatility = 'i',
                Location = At(statement.Span),
            },
            statement.Replace,
            Span(statement.DefNames));
    }

    private void CreateTrigger(CreateTrigStmt statement)
    {
        if (FindRelation(statement.Relation) is not { } relation)
            return;
        if (relation is not RowSourceState table)
        {
            Fail(statement.Relation.Span, $"\"{relation.Name}\" is not a table or view");
            return;
        }

        foreach (var name in statement.Columns)
            FindColumn(table, name);
        var trigger = new TriggerState
        {
            Name = Name(statement.TrigName),
            Order = _database.NextOrder(),
            Definition = Text(statement),
            IsForEachRow = statement.Row,
            Location = At(statement.Span),
        };
        var existing = table.Triggers.FindIndex(candidate => candidate.Name == trigger.Name);
        if (existing >= 0 && !statement.Replace)
        {
            Fail(statement.TrigName.Span, $"trigger \"{trigger.Name}\" for relation \"{table.Name}\" already exists");
            return;
        }

        if (existing >= 0)
            RemoveTrigger(table, table.Triggers[existing]);
        table.Triggers.Add(trigger);
        if (table is TableState { Kind: TableKind.Partitioned } partitioned)
        {
            foreach (var partition in partitioned.Children)
                CloneTrigger(partition, trigger);
        }
    }

    /// <summary>Row triggers of a partitioned table fire on its partitions: each has a copy.</summary>
    private void CloneTrigger(TableState partition, TriggerState trigger)
    {
        if (!trigger.IsForEachRow || partition.Triggers.Exists(existing => existing.Name == trigger.Name))
            return;
        var clone = new TriggerState
        {
            Name = trigger.Name,
            Order = _database.NextOrder(),
            Definition = trigger.Definition,
            IsForEachRow = true,
            Parent = trigger,
            Location = trigger.Location,
        };
        partition.Triggers.Add(clone);
        foreach (var child in partition.Children)
            CloneTrigger(child, clone);
    }

    private void CreateExtension(CreateExtensionStmt statement)
    {
        var name = Name(statement.ExtName);
        if (name.Length == 0)
            return;
        if (_database.Extensions.ContainsKey(name))
        {
            if (!statement.IfNotExists)
                Fail(statement.ExtName.Span, $"extension \"{name}\" already exists");
            return;
        }

        // The option is a name as it was written, with its quotes.
        var schema = Option(statement.Options, "schema") is { } written ? SqlNameText.Split(written).Name : null;
        if (schema is not null)
            CreationSchema(schema, statement.Span);
        AddExtension(name, schema, Option(statement.Options, "new_version"), At(statement.Span));
        // The extensions that another one needs come with CASCADE; the two that matter have no other way.
        if (name == "earthdistance" && !_database.Extensions.ContainsKey("cube") && Option(statement.Options, "cascade") is not null)
            AddExtension("cube", schema, null, At(statement.Span));
    }

    private void AddExtension(string name, string? schema, string? version, SchemaLocation location)
    {
        var fixedSchema = name switch
        {
            "plpgsql" or "pg_buffercache_pages" => "pg_catalog",
            _ => null,
        };
        _database.Extensions.Add(name, new()
        {
            Name = name,
            Order = _database.NextOrder(),
            Schema = fixedSchema ?? schema ?? _database.CreationSchema ?? "public",
            Version = version,
            Section = PostgresCatalog.Instance.FindExtension(name),
            Location = location,
        });
        if (name != "timescaledb")
            return;

        foreach (var internalSchema in new[] { "_timescaledb_internal", "_timescaledb_catalog", "_timescaledb_config", "_timescaledb_cache", "_timescaledb_functions", "_timescaledb_debug", "timescaledb_information", "timescaledb_experimental" })
        {
            if (!_database.Namespaces.ContainsKey(internalSchema))
                _database.Namespaces.Add(internalSchema, new() { Name = internalSchema, Order = _database.NextOrder(), IsImplicit = true, Location = location });
        }
    }
}
