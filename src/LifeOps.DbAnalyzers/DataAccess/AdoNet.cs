using System.Collections.Generic;
using System.Collections.Immutable;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>ADO.NET, through Npgsql's own types, the base classes of System.Data.Common, or the interfaces of System.Data.</summary>
internal sealed class AdoNet : IDataAccessLibraryReader
{
    // A command of one of these speaks another SQL.
    private static readonly ImmutableArray<string> OtherCommands = ImmutableArray.Create(
        "Microsoft.Data.SqlClient.SqlCommand", "System.Data.SqlClient.SqlCommand", "Microsoft.Data.Sqlite.SqliteCommand",
        "System.Data.SQLite.SQLiteCommand", "MySqlConnector.MySqlCommand", "MySql.Data.MySqlClient.MySqlCommand",
        "Oracle.ManagedDataAccess.Client.OracleCommand", "System.Data.Odbc.OdbcCommand", "System.Data.OleDb.OleDbCommand");

    private readonly VariableFlow _flow;
    private readonly INamedTypeSymbol? _commandInterface;
    private readonly INamedTypeSymbol? _command;
    private readonly INamedTypeSymbol? _batch;
    private readonly INamedTypeSymbol? _batchCommand;
    private readonly INamedTypeSymbol? _dataSource;
    private readonly INamedTypeSymbol? _dataAdapter;
    private readonly INamedTypeSymbol? _commandType;
    private readonly INamedTypeSymbol? _npgsqlConnection;
    private readonly ImmutableHashSet<ISymbol> _otherProviders;

    private AdoNet(Compilation compilation, VariableFlow flow)
    {
        _flow = flow;
        _commandInterface = compilation.GetTypeByMetadataName("System.Data.IDbCommand");
        _command = compilation.GetTypeByMetadataName("System.Data.Common.DbCommand");
        _batch = compilation.GetTypeByMetadataName("System.Data.Common.DbBatch");
        _batchCommand = compilation.GetTypeByMetadataName("System.Data.Common.DbBatchCommand");
        _dataSource = compilation.GetTypeByMetadataName("System.Data.Common.DbDataSource");
        _dataAdapter = compilation.GetTypeByMetadataName("System.Data.Common.DbDataAdapter");
        _commandType = compilation.GetTypeByMetadataName("System.Data.CommandType");
        _npgsqlConnection = compilation.GetTypeByMetadataName("Npgsql.NpgsqlConnection");

        var others = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var name in OtherCommands)
        {
            if (compilation.GetTypeByMetadataName(name) is { } type)
                others.Add(type.ContainingNamespace);
        }

        _otherProviders = others.ToImmutable();
    }

    /// <summary>Null when the compilation has no ADO.NET, or another provider than Npgsql and not Npgsql.</summary>
    public static AdoNet? Create(Compilation compilation, VariableFlow flow)
    {
        var library = new AdoNet(compilation, flow);
        return library._command is null || (library._npgsqlConnection is null && !library._otherProviders.IsEmpty) ? null : library;
    }

    public IEnumerable<string> MethodNames =>
    [
        "ExecuteNonQuery", "ExecuteNonQueryAsync", "ExecuteScalar", "ExecuteScalarAsync", "ExecuteReader", "ExecuteReaderAsync",
        "BeginBinaryImport", "BeginBinaryImportAsync", "BeginBinaryExport", "BeginBinaryExportAsync",
        "BeginTextImport", "BeginTextImportAsync", "BeginTextExport", "BeginTextExportAsync",
        "BeginRawBinaryCopy", "BeginRawBinaryCopyAsync", "Fill", "CreateCommand",
    ];

    /// <summary>Whether a connection, command or parameter type belongs to another database than PostgreSQL.</summary>
    public bool IsOtherProvider(ITypeSymbol? type)
    {
        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
        {
            if (_otherProviders.Contains(candidate.ContainingNamespace))
                return true;
        }

        return false;
    }

    public DataAccessCall? Recognize(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (invocation.Instance is not { } instance || IsOtherProvider(instance.Type))
            return null;

        var owner = method.ContainingType;
        if (IsCommand(owner))
            return Command(invocation, DataAccessKind.Query, CommandSqlOf(instance));
        if (owner.IsOrInherits(_batch))
            return Command(invocation, DataAccessKind.Batch, BatchSqlOf(instance));
        if (owner.IsOrInherits(_npgsqlConnection))
            return Copy(invocation);
        if (owner.IsOrInherits(_dataAdapter) && method.Name == "Fill")
        {
            return new(invocation, DataAccessLibrary.AdoNet, DataAccessKind.Query, ResultShape.BufferedRows, "Fill")
            {
                Command = instance,
                SqlTexts = CommandSqlOf(instance),
            };
        }

        return null;
    }

    public SqlUse? RecognizeSql(IArgumentOperation argument)
    {
        if (argument.Parameter is not { Type.SpecialType: SpecialType.System_String } parameter)
            return null;
        switch (argument.Parent)
        {
            case IObjectCreationOperation { Constructor: { } constructor } creation
                when parameter.Ordinal == 0 && TakesCommandText(constructor) && !IsOtherProvider(creation.Type) && !IsProcedureCall(creation):
                return Use(argument.Value);
            case IInvocationOperation { TargetMethod: var method } invocation
                when parameter.Ordinal == 0 && IsCreateCommand(method) && !IsOtherProvider(method.ContainingType) && !IsProcedureCall(invocation):
                return Use(argument.Value);
            case IInvocationOperation { TargetMethod: { } method }
                when parameter.Ordinal == 0 && CopyShape(method.Name) is not null && method.ContainingType.IsOrInherits(_npgsqlConnection):
                return Use(argument.Value);
            default:
                return null;
        }
    }

    public SqlUse? RecognizeSql(ISimpleAssignmentOperation assignment) =>
        assignment.Target is IPropertyReferenceOperation property
        && IsCommandText(property.Property)
        && !IsOtherProvider(property.Instance?.Type)
        && !IsProcedureCall(assignment)
            ? Use(assignment.Value)
            : null;

    /// <summary>Whether a type is a command that SQL text can be set on.</summary>
    public bool IsCommand(ITypeSymbol? type) =>
        type is not null && (type.IsOrInherits(_command) || SymbolEqualityComparer.Default.Equals(type, _commandInterface));

    /// <summary>Every expression that may hold the SQL of a command; empty when it is not in sight.</summary>
    public ImmutableArray<IOperation> SqlOf(IOperation command) => IsCommand(command.WithoutConversions().Type) ? CommandSqlOf(command) : ImmutableArray<IOperation>.Empty;

    private static SqlUse Use(IOperation sql) => new(sql, DataAccessLibrary.AdoNet, SqlTextKind.Statements, PlaceholderStyles.At | PlaceholderStyles.Colon);

    private static DataAccessCall? Command(IInvocationOperation invocation, DataAccessKind kind, ImmutableArray<IOperation> sql)
    {
        ResultShape shape;
        switch (invocation.TargetMethod.Name)
        {
            case "ExecuteNonQuery" or "ExecuteNonQueryAsync":
                shape = ResultShape.None;
                if (kind == DataAccessKind.Query)
                    kind = DataAccessKind.NonQuery;
                break;
            case "ExecuteScalar" or "ExecuteScalarAsync":
                shape = ResultShape.Scalar;
                break;
            case "ExecuteReader" or "ExecuteReaderAsync":
                shape = ResultShape.Reader;
                break;
            default:
                return null;
        }

        return new(invocation, DataAccessLibrary.AdoNet, kind, shape, invocation.TargetMethod.Name)
        {
            Command = invocation.Instance,
            SqlTexts = sql,
        };
    }

    private static DataAccessCall? Copy(IInvocationOperation invocation) =>
        CopyShape(invocation.TargetMethod.Name) is { } shape
            ? new(invocation, DataAccessLibrary.AdoNet, DataAccessKind.Copy, shape, invocation.TargetMethod.Name)
            {
                Command = invocation.Instance,
                SqlTexts = ImmutableArray.Create(invocation.Arguments[0].Value),
            }
            : null;

    private static ResultShape? CopyShape(string method) => method switch
    {
        "BeginBinaryImport" or "BeginBinaryImportAsync" or "BeginTextImport" or "BeginTextImportAsync" => ResultShape.None,
        "BeginBinaryExport" or "BeginBinaryExportAsync" or "BeginTextExport" or "BeginTextExportAsync" => ResultShape.StreamedRows,
        "BeginRawBinaryCopy" or "BeginRawBinaryCopyAsync" => ResultShape.StreamedRows,
        _ => null,
    };

    private bool TakesCommandText(IMethodSymbol constructor) =>
        constructor.ContainingType.IsOrInherits(_command)
        || constructor.ContainingType.IsOrInherits(_batchCommand)
        || constructor.ContainingType.IsOrInherits(_dataAdapter);

    private bool IsCreateCommand(IMethodSymbol method) =>
        method.Name == "CreateCommand" && method.ContainingType.IsOrInherits(_dataSource);

    private bool IsCommandText(IPropertySymbol property) =>
        property.Name == "CommandText"
        && (IsCommand(property.ContainingType) || property.ContainingType.IsOrInherits(_batchCommand));

    private ImmutableArray<IOperation> CommandSqlOf(IOperation command)
    {
        var texts = ImmutableArray.CreateBuilder<IOperation>();
        return AddCommandSql(command, texts, new(SymbolEqualityComparer.Default), depth: 0) ? Ordered(texts) : ImmutableArray<IOperation>.Empty;
    }

    // False when a part of the text cannot be followed: half of a text would be read as the whole.
    private bool AddCommandSql(IOperation command, ImmutableArray<IOperation>.Builder texts, HashSet<ISymbol> followed, int depth)
    {
        command = command.WithoutConversions();
        switch (command)
        {
            case IObjectCreationOperation creation:
                return AddCreation(creation, texts);
            case IInvocationOperation invocation when IsCreateCommand(invocation.TargetMethod):
                if (invocation.Arguments.Length > 0 && !invocation.Arguments[0].Value.IsNullLiteral())
                    texts.Add(invocation.Arguments[0].Value);
                return true;
            case IPropertyReferenceOperation { Property.Name: "SelectCommand", Instance: { } adapter }:
                return AddCommandSql(adapter, texts, followed, depth);
        }

        if (depth > VariableFlow.MaxDepth || BlockFacts.VariableOf(command) is not { } variable || !followed.Add(variable))
            return true;

        var facts = _flow.FactsOf(command);
        if (facts.IsUnknown(variable))
            return false;
        foreach (var value in facts.ValuesOf(variable))
        {
            if (!AddCommandSql(value, texts, followed, depth + 1))
                return false;
        }

        foreach (var assignment in facts.PropertyAssignmentsOf(variable))
        {
            if (assignment.Target is not IPropertyReferenceOperation property)
                continue;
            if (IsCommandText(property.Property))
                texts.Add(assignment.Value);
            else if (property.Property.Name == "SelectCommand")
                AddCommandSql(assignment.Value, texts, followed, depth + 1);
            else if (IsProcedureKind(assignment))
                return false;
        }

        return true;
    }

    private bool AddCreation(IObjectCreationOperation creation, ImmutableArray<IOperation>.Builder texts)
    {
        var before = texts.Count;
        if (creation.Initializer is not null)
        {
            foreach (var initializer in creation.Initializer.Initializers)
            {
                if (initializer is not ISimpleAssignmentOperation assignment)
                    continue;
                if (IsProcedureKind(assignment))
                    return false;
                if (assignment.Target is IPropertyReferenceOperation property && IsCommandText(property.Property))
                    texts.Add(assignment.Value);
            }
        }

        if (texts.Count == before
            && creation is { Constructor: { } constructor, Arguments: { Length: > 0 } arguments }
            && TakesCommandText(constructor)
            && arguments[0] is var first
            && first.Parameter?.Type.SpecialType == SpecialType.System_String
            && !first.Value.IsNullLiteral())
        {
            texts.Add(first.Value);
        }

        return true;
    }

    private ImmutableArray<IOperation> BatchSqlOf(IOperation batch)
    {
        var texts = ImmutableArray.CreateBuilder<IOperation>();
        batch = batch.WithoutConversions();
        if (batch is IObjectCreationOperation creation)
            AddBatchCreation(creation, texts);
        if (BlockFacts.VariableOf(batch) is not { } variable)
            return Ordered(texts);

        var facts = _flow.FactsOf(batch);
        foreach (var value in facts.ValuesOf(variable))
        {
            if (value.WithoutConversions() is IObjectCreationOperation created)
                AddBatchCreation(created, texts);
        }

        foreach (var call in facts.CallsOn(variable))
        {
            if (call is { TargetMethod.Name: "Add", Arguments: { Length: 1 } arguments } && arguments[0].Parameter?.Type.IsOrInherits(_batchCommand) == true)
                AddCommandSql(arguments[0].Value, texts, new(SymbolEqualityComparer.Default), depth: 0);
        }

        return Ordered(texts);
    }

    private void AddBatchCreation(IObjectCreationOperation creation, ImmutableArray<IOperation>.Builder texts)
    {
        if (creation.Initializer is null)
            return;
        foreach (var member in creation.Initializer.Initializers)
        {
            if (member is not IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property.Name: "BatchCommands" }, Initializer: var added })
                continue;
            foreach (var element in added.Initializers)
            {
                if (element is IInvocationOperation { Arguments: { Length: 1 } arguments })
                    AddCommandSql(arguments[0].Value, texts, new(SymbolEqualityComparer.Default), depth: 0);
            }
        }
    }

    // The text of a command whose CommandType says StoredProcedure is a name, not SQL.
    private bool IsProcedureCall(IOperation site)
    {
        for (var operation = site; operation is not null; operation = operation.Parent)
        {
            if (operation is IObjectCreationOperation { Initializer: { } initializer })
            {
                foreach (var member in initializer.Initializers)
                {
                    if (member is ISimpleAssignmentOperation assignment && IsProcedureKind(assignment))
                        return true;
                }
            }

            var variable = operation switch
            {
                IVariableDeclaratorOperation declarator => declarator.Symbol,
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } holder } } => BlockFacts.VariableOf(holder),
                ISimpleAssignmentOperation assigned => BlockFacts.VariableOf(assigned.Target),
                _ => null,
            };
            if (variable is not null)
            {
                foreach (var assignment in _flow.FactsOf(operation).PropertyAssignmentsOf(variable))
                {
                    if (IsProcedureKind(assignment))
                        return true;
                }

                return false;
            }

            if (operation is IBlockOperation)
                return false;
        }

        return false;
    }

    private bool IsProcedureKind(ISimpleAssignmentOperation assignment) =>
        SymbolEqualityComparer.Default.Equals(assignment.Target.Type, _commandType) && CommandTypes.IsProcedure(assignment.Value);

    private static ImmutableArray<IOperation> Ordered(ImmutableArray<IOperation>.Builder texts)
    {
        texts.Sort((left, right) => left.Syntax.SpanStart.CompareTo(right.Syntax.SpanStart));
        return texts.ToImmutable();
    }
}
