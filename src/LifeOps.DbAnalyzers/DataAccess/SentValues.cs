using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>
/// The values that operations send to the database: parameters of Npgsql and ADO.NET, Dapper's parameter objects, EF Core's raw SQL
/// and bulk updates, COPY. Values whose type is said to be something else than timestamptz are left out.
/// </summary>
internal sealed class SentValues
{
    private readonly DataAccessSymbols _symbols;
    private readonly EfModel? _model;
    private readonly INamedTypeSymbol? _parameter;
    private readonly INamedTypeSymbol? _npgsqlParameter;
    private readonly INamedTypeSymbol? _parameterCollection;
    private readonly INamedTypeSymbol? _importer;
    private readonly INamedTypeSymbol? _dynamicParameters;
    private readonly INamedTypeSymbol? _enumerable;
    private readonly INamedTypeSymbol? _setters;
    private readonly INamedTypeSymbol? _npgsqlDbType;
    private readonly INamedTypeSymbol? _dbType;

    public SentValues(Compilation compilation, DataAccessSymbols symbols)
    {
        _symbols = symbols;
        _model = EfModel.Create(compilation);
        _parameter = compilation.GetTypeByMetadataName("System.Data.IDataParameter");
        _npgsqlParameter = compilation.GetTypeByMetadataName("Npgsql.NpgsqlParameter");
        _parameterCollection = compilation.GetTypeByMetadataName("Npgsql.NpgsqlParameterCollection");
        _importer = compilation.GetTypeByMetadataName("Npgsql.NpgsqlBinaryImporter");
        _dynamicParameters = compilation.GetTypeByMetadataName("Dapper.DynamicParameters");
        _enumerable = compilation.GetTypeByMetadataName("System.Linq.Enumerable");
        _setters =
            compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder`1")
            ?? compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.Query.SetPropertyCalls`1");
        _npgsqlDbType = compilation.GetTypeByMetadataName("NpgsqlTypes.NpgsqlDbType");
        _dbType = compilation.GetTypeByMetadataName("System.Data.DbType");
    }

    /// <summary>What an operation sends; empty for most.</summary>
    public ImmutableArray<SentValue> Of(IOperation operation)
    {
        var values = ImmutableArray.CreateBuilder<SentValue>();
        switch (operation)
        {
            case IInvocationOperation invocation:
                AddInvocation(invocation, values);
                break;
            case IObjectCreationOperation creation when creation.Type.IsOrInherits(_npgsqlParameter):
                AddParameter(creation, values);
                break;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Value" or "TypedValue" or "NpgsqlValue", Instance: { } instance } } assignment
                when instance.Type.IsOrInherits(_parameter) && assignment.Parent is not IObjectOrCollectionInitializerOperation:
                AddAssignment(assignment, instance, values);
                break;
            case IBinaryOperation comparison when IsComparison(comparison.OperatorKind):
                AddCompared(comparison.LeftOperand, comparison.RightOperand, values);
                AddCompared(comparison.RightOperand, comparison.LeftOperand, values);
                break;
        }

        return values.ToImmutable();
    }

    // query.Where(n => n.At > since): EF Core sends what the lambda captures as a parameter, while it translates DateTime.Now to SQL.
    private void AddCompared(IOperation column, IOperation value, ImmutableArray<SentValue>.Builder values)
    {
        value = value.WithoutConversions();
        if (_symbols.EfCore is { } ef
            && column.WithoutConversions() is IPropertyReferenceOperation { Instance: { } row, Property: var property }
            && RootOf(row) is IParameterReferenceOperation
            && value is ILocalReferenceOperation or IObjectCreationOperation
            && (_model is null || !_model.HasColumnTypeAttribute(property))
            && ef.IsInsideQueryOfEf(value))
        {
            values.Add(new(value, null, null));
        }
    }

    private static IOperation RootOf(IOperation row)
    {
        while (row.WithoutConversions() is IPropertyReferenceOperation { Instance: { } instance })
            row = instance;
        return row.WithoutConversions();
    }

    private static bool IsComparison(BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
            or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
            or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;

    private void AddInvocation(IInvocationOperation invocation, ImmutableArray<SentValue>.Builder values)
    {
        var method = invocation.TargetMethod;
        switch (method.Name)
        {
            case "AddWithValue" when Same(method.ContainingType, _parameterCollection):
                Add(values, invocation.Arguments.ArgumentOf("value"), NameIn(invocation.Arguments), TypeIn(invocation.Arguments));
                return;
            case "Add" when Same(method.ContainingType, _dynamicParameters):
                Add(values, invocation.Arguments.GivenArgumentOf("value"), NameIn(invocation.Arguments), TypeIn(invocation.Arguments));
                return;
            case "Write" or "WriteAsync" when Same(method.ContainingType, _importer):
                Add(values, invocation.Arguments.ArgumentOf("value"), null, TypeIn(invocation.Arguments));
                return;
            case "SetProperty" when Same(method.ContainingType.OriginalDefinition, _setters) && invocation.Arguments.Length == 2:
                Add(values, invocation.Arguments[1].Value, null, TargetType.Unknown);
                return;
        }

        foreach (var argument in invocation.Arguments)
        {
            if (_symbols.EfCore?.RecognizeSql(argument) is { HolesAreParameters: true } interpolated)
                AddHoles(interpolated.Sql, values);
        }

        if (_symbols.Recognize(invocation) is { Parameters: { } parameters } call)
        {
            if (call.Library == DataAccessLibrary.Dapper)
                AddParameterObject(parameters, values, [], depth: 0);
            else if (parameters.WithoutConversions() is IArrayCreationOperation { Initializer.ElementValues: var elements })
                AddAll(values, elements);
        }
    }

    private void AddParameter(IObjectCreationOperation creation, ImmutableArray<SentValue>.Builder values)
    {
        var value = creation.Arguments.ArgumentOf("value");
        var type = TypeIn(creation.Arguments);
        var name = NameIn(creation.Arguments);
        if (creation.Initializer is not null)
        {
            foreach (var member in creation.Initializer.Initializers)
            {
                if (member is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } assignment)
                    continue;
                if (property.Name is "Value" or "TypedValue" or "NpgsqlValue")
                    value = assignment.Value;
                else if (property.Name == "ParameterName")
                    name = TextOf(assignment.Value);
                else if (property.Name is "DbType" or "NpgsqlDbType" or "DataTypeName")
                    type = TypeOf(assignment.Value);
            }
        }

        Add(values, value, name, type);
    }

    // parameter.Value = x: the type stands where the parameter was made, or in another assignment.
    private void AddAssignment(ISimpleAssignmentOperation assignment, IOperation instance, ImmutableArray<SentValue>.Builder values)
    {
        if (_symbols.AdoNet?.IsOtherProvider(instance.Type) == true)
            return;
        switch (instance.WithoutConversions())
        {
            case IInvocationOperation { TargetMethod: { Name: "Add" } add } invocation when Same(add.ContainingType, _parameterCollection):
                Add(values, assignment.Value, NameIn(invocation.Arguments), TypeIn(invocation.Arguments));
                return;
            case { } other when BlockFacts.VariableOf(other) is { } variable:
                var facts = _symbols.Flow.FactsOf(other);
                var type = TargetType.Unknown;
                foreach (var value in facts.ValuesOf(variable))
                {
                    if (value.WithoutConversions() is IObjectCreationOperation creation)
                        type = TypeIn(creation.Arguments);
                    else if (value.WithoutConversions() is IInvocationOperation created)
                        type = TypeIn(created.Arguments);
                }

                foreach (var set in facts.PropertyAssignmentsOf(variable))
                {
                    if (set.Target is IPropertyReferenceOperation { Property.Name: "DbType" or "NpgsqlDbType" or "DataTypeName" })
                        type = TypeOf(set.Value);
                }

                Add(values, assignment.Value, null, type);
                return;
        }

        // A parameter found by name was made elsewhere, and its type with it.
    }

    private void AddParameterObject(IOperation parameters, ImmutableArray<SentValue>.Builder values, HashSet<IOperation> followed, int depth)
    {
        if (depth > VariableFlow.MaxDepth)
            return;
        foreach (var origin in _symbols.Flow.OriginsOf(parameters))
        {
            if (!followed.Add(origin))
                continue;
            switch (origin)
            {
                case IAnonymousObjectCreationOperation anonymous:
                    AddMembers(anonymous.Initializers, values);
                    break;
                case IObjectCreationOperation creation:
                    if (creation.Type is INamedTypeSymbol { IsRecord: true })
                    {
                        foreach (var argument in creation.Arguments)
                            Add(values, argument.Value, argument.Parameter?.Name, TargetType.Unknown);
                    }

                    if (creation.Initializer is not null)
                        AddMembers(creation.Initializer.Initializers, values);
                    if (creation.Type.IsOrInherits(_dynamicParameters) && creation.Arguments.GivenArgumentOf("template") is { } template)
                        AddParameterObject(template, values, followed, depth + 1);
                    break;
                case IArrayCreationOperation { Initializer.ElementValues: var elements }:
                    foreach (var element in elements)
                        AddParameterObject(element, values, followed, depth + 1);
                    break;
                case IInvocationOperation { TargetMethod: { Name: "Select" } select } invocation when Same(select.ContainingType, _enumerable):
                    if (EfModel.BodyOf(invocation.Arguments[1].Value) is { } body)
                        AddParameterObject(body, values, followed, depth + 1);
                    break;
            }
        }
    }

    private static void AddMembers(ImmutableArray<IOperation> initializers, ImmutableArray<SentValue>.Builder values)
    {
        foreach (var member in initializers)
        {
            if (member is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name } } assignment)
                Add(values, assignment.Value, name, TargetType.Unknown);
            else if (member is IInvocationOperation { TargetMethod.Name: "Add", Arguments: { Length: 2 } pair })
                Add(values, pair[1].Value, TextOf(pair[0].Value), TargetType.Unknown);
        }
    }

    private static void AddHoles(IOperation sql, ImmutableArray<SentValue>.Builder values)
    {
        foreach (var operation in sql.DescendantsAndSelf())
        {
            if (operation is IInterpolationOperation hole)
                Add(values, hole.Expression, null, TargetType.Unknown);
        }
    }

    private static void AddAll(ImmutableArray<SentValue>.Builder values, ImmutableArray<IOperation> elements)
    {
        foreach (var element in elements)
            Add(values, element, null, TargetType.Unknown);
    }

    private static void Add(ImmutableArray<SentValue>.Builder values, IOperation? value, string? name, TargetType type)
    {
        if (value is not null && type != TargetType.Other)
            values.Add(new(value, name?.TrimStart('@', ':', '$'), type == TargetType.TimestampTz ? true : null));
    }

    private static string? NameIn(ImmutableArray<IArgumentOperation> arguments) =>
        (arguments.ArgumentOf("parameterName") ?? arguments.ArgumentOf("name")) is { } name ? TextOf(name) : null;

    private static string? TextOf(IOperation text) => text.ConstantValue is { HasValue: true, Value: string value } ? value : null;

    private TargetType TypeIn(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.DefaultValue
                && (argument.Parameter?.Name == "dataTypeName" || IsTypeEnum(argument.Value.WithoutConversions().Type)))
            {
                return TypeOf(argument.Value);
            }
        }

        return TargetType.Unknown;
    }

    private TargetType TypeOf(IOperation type)
    {
        type = type.WithoutConversions();
        if (type.IsNullLiteral())
            return TargetType.Unknown;
        if (type is IFieldReferenceOperation { Field: { Name: "TimestampTz" or "DateTime" or "DateTimeOffset" } field } && IsTypeEnum(field.ContainingType))
            return TargetType.TimestampTz;
        return TextOf(type) is "timestamptz" or "timestamp with time zone" ? TargetType.TimestampTz : TargetType.Other;
    }

    private bool IsTypeEnum(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: { Length: 1 } arguments })
            type = arguments[0];
        return Same(type, _npgsqlDbType) || Same(type, _dbType);
    }

    private static bool Same(ISymbol? symbol, ISymbol? other) => symbol is not null && SymbolEqualityComparer.Default.Equals(symbol, other);

    private enum TargetType
    {
        /// <summary>The code does not say; Npgsql takes it from the value.</summary>
        Unknown,

        TimestampTz,

        /// <summary>date, timestamp, text, ...</summary>
        Other,
    }
}
