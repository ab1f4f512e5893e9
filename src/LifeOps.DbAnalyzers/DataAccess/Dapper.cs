using System.Collections.Generic;
using System.Collections.Immutable;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>Dapper's extension methods on a connection, and CommandDefinition.</summary>
internal sealed class Dapper : IDataAccessLibraryReader
{
    // Dapper.CommandFlags.Buffered.
    private const int BufferedFlag = 1;

    private static readonly ImmutableDictionary<string, (DataAccessKind Kind, ResultShape Shape)> Methods =
        new Dictionary<string, (DataAccessKind, ResultShape)>
        {
            ["Query"] = (DataAccessKind.Query, ResultShape.BufferedRows),
            ["QueryAsync"] = (DataAccessKind.Query, ResultShape.BufferedRows),
            ["QueryUnbufferedAsync"] = (DataAccessKind.Query, ResultShape.StreamedRows),
            ["QueryFirst"] = (DataAccessKind.Query, ResultShape.SingleRow),
            ["QueryFirstAsync"] = (DataAccessKind.Query, ResultShape.SingleRow),
            ["QueryFirstOrDefault"] = (DataAccessKind.Query, ResultShape.SingleRow),
            ["QueryFirstOrDefaultAsync"] = (DataAccessKind.Query, ResultShape.SingleRow),
            ["QuerySingle"] = (DataAccessKind.Query, ResultShape.SingleRow),
            ["QuerySingleAsync"] = (DataAccessKind.Query, ResultShape.SingleRow),
            ["QuerySingleOrDefault"] = (DataAccessKind.Query, ResultShape.SingleRow),
            ["QuerySingleOrDefaultAsync"] = (DataAccessKind.Query, ResultShape.SingleRow),
            ["QueryMultiple"] = (DataAccessKind.Query, ResultShape.Reader),
            ["QueryMultipleAsync"] = (DataAccessKind.Query, ResultShape.Reader),
            ["Execute"] = (DataAccessKind.NonQuery, ResultShape.None),
            ["ExecuteAsync"] = (DataAccessKind.NonQuery, ResultShape.None),
            ["ExecuteScalar"] = (DataAccessKind.Query, ResultShape.Scalar),
            ["ExecuteScalarAsync"] = (DataAccessKind.Query, ResultShape.Scalar),
            ["ExecuteReader"] = (DataAccessKind.Query, ResultShape.Reader),
            ["ExecuteReaderAsync"] = (DataAccessKind.Query, ResultShape.Reader),
        }.ToImmutableDictionary();

    private readonly VariableFlow _flow;
    private readonly AdoNet? _adoNet;
    private readonly INamedTypeSymbol _sqlMapper;
    private readonly INamedTypeSymbol? _commandDefinition;
    private readonly INamedTypeSymbol? _dynamicParameters;
    private readonly INamedTypeSymbol? _enumerable;
    private readonly INamedTypeSymbol? _dictionary;

    private Dapper(Compilation compilation, INamedTypeSymbol sqlMapper, AdoNet? adoNet, VariableFlow flow)
    {
        _flow = flow;
        _adoNet = adoNet;
        _sqlMapper = sqlMapper;
        _commandDefinition = compilation.GetTypeByMetadataName("Dapper.CommandDefinition");
        _dynamicParameters = compilation.GetTypeByMetadataName("Dapper.SqlMapper+IDynamicParameters");
        _enumerable = compilation.GetTypeByMetadataName("System.Collections.IEnumerable");
        if (compilation.GetTypeByMetadataName("System.Collections.Generic.KeyValuePair`2") is { } pair
            && compilation.GetTypeByMetadataName("System.Collections.Generic.IEnumerable`1") is { } list)
        {
            _dictionary = list.Construct(pair.Construct(
                compilation.GetSpecialType(SpecialType.System_String), compilation.GetSpecialType(SpecialType.System_Object)));
        }
    }

    /// <summary>Null when Dapper is not referenced.</summary>
    public static Dapper? Create(Compilation compilation, AdoNet? adoNet, VariableFlow flow) =>
        compilation.GetTypeByMetadataName("Dapper.SqlMapper") is { } sqlMapper ? new(compilation, sqlMapper, adoNet, flow) : null;

    public IEnumerable<string> MethodNames => Methods.Keys;

    public DataAccessCall? Recognize(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (!IsDapper(method) || !Methods.TryGetValue(method.Name, out var known) || IsOtherProvider(invocation))
            return null;

        var (sql, parameters, shape) = Read(invocation, known.Shape);
        return new(invocation, DataAccessLibrary.Dapper, known.Kind, shape, method.Name)
        {
            SqlTexts = sql is null ? ImmutableArray<IOperation>.Empty : ImmutableArray.Create(sql),
            Parameters = parameters,
            RowType = RowTypeOf(invocation, known.Kind),
            RunsOncePerParameter = known.Kind == DataAccessKind.NonQuery && parameters is not null && IsList(parameters),
        };
    }

    public SqlUse? RecognizeSql(IArgumentOperation argument)
    {
        var (isSql, arguments) = argument.Parent switch
        {
            IInvocationOperation invocation when argument.Parameter?.Name == "sql" && IsDapper(invocation.TargetMethod) && Methods.ContainsKey(invocation.TargetMethod.Name) =>
                (!IsOtherProvider(invocation), invocation.Arguments),
            IObjectCreationOperation creation when argument.Parameter?.Name == "commandText" && IsCommandDefinition(creation.Type) =>
                (true, creation.Arguments),
            _ => default,
        };
        if (!isSql || (arguments.ArgumentOf("commandType") is { } commandType && CommandTypes.IsProcedure(commandType)))
            return null;
        return new(argument.Value, DataAccessLibrary.Dapper, SqlTextKind.Statements, PlaceholderStyles.All);
    }

    /// <summary>
    /// Whether Dapper takes the parameter object for a list of them: any IEnumerable but a string, a dictionary of
    /// parameters or an IDynamicParameters (SqlMapper.GetMultiExec).
    /// </summary>
    public bool IsList(IOperation parameters)
    {
        foreach (var origin in _flow.OriginsOf(parameters))
        {
            if (!IsListType(origin.Type))
                return false;
        }

        return true;
    }

    private bool IsListType(ITypeSymbol? type) =>
        type is not null
        && type.SpecialType != SpecialType.System_String
        && type.IsOrInherits(_enumerable)
        && !type.IsOrInherits(_dynamicParameters)
        && !IsParameterDictionary(type);

    private bool IsParameterDictionary(ITypeSymbol type)
    {
        if (SymbolEqualityComparer.Default.Equals(type, _dictionary))
            return true;
        foreach (var candidate in type.AllInterfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(candidate, _dictionary))
                return true;
        }

        return false;
    }

    private (IOperation? Sql, IOperation? Parameters, ResultShape Shape) Read(IInvocationOperation invocation, ResultShape shape)
    {
        if (invocation.Arguments.ArgumentOf("command") is { } command)
            return ReadDefinition(command, shape);

        if (shape == ResultShape.BufferedRows && invocation.Arguments.ArgumentOf("buffered")?.ConstantValue is { HasValue: true, Value: false })
            shape = ResultShape.StreamedRows;
        return (SqlOf(invocation.Arguments, "sql"), invocation.Arguments.GivenArgumentOf("param"), shape);
    }

    private (IOperation? Sql, IOperation? Parameters, ResultShape Shape) ReadDefinition(IOperation command, ResultShape shape)
    {
        var origins = _flow.OriginsOf(command);
        if (origins.Length != 1 || origins[0] is not IObjectCreationOperation creation || !IsCommandDefinition(creation.Type))
            return (null, null, shape);

        if (shape == ResultShape.BufferedRows
            && creation.Arguments.GivenArgumentOf("flags")?.WithoutConversions().ConstantValue is { HasValue: true, Value: int flags }
            && (flags & BufferedFlag) == 0)
        {
            shape = ResultShape.StreamedRows;
        }

        return (SqlOf(creation.Arguments, "commandText"), creation.Arguments.GivenArgumentOf("parameters"), shape);
    }

    private static IOperation? SqlOf(ImmutableArray<IArgumentOperation> arguments, string parameter) =>
        arguments.ArgumentOf("commandType") is { } commandType && CommandTypes.IsProcedure(commandType) ? null : arguments.ArgumentOf(parameter);

    // Query<T> maps to T; Query<TFirst, ..., TReturn> to the last one; without type arguments rows are dynamic.
    private static ITypeSymbol? RowTypeOf(IInvocationOperation invocation, DataAccessKind kind) =>
        kind == DataAccessKind.Query && invocation.TargetMethod.TypeArguments is { Length: > 0 } types ? types[types.Length - 1]
        : invocation.Arguments.ArgumentOf("type") is ITypeOfOperation typeOf ? typeOf.TypeOperand
        : null;

    private bool IsDapper(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(method.ContainingType, _sqlMapper);

    private bool IsCommandDefinition(ITypeSymbol? type) => SymbolEqualityComparer.Default.Equals(type, _commandDefinition);

    private bool IsOtherProvider(IInvocationOperation invocation) =>
        _adoNet is not null && invocation.Arguments.ArgumentOf("cnn") is { } connection && _adoNet.IsOtherProvider(connection.WithoutConversions().Type);
}
