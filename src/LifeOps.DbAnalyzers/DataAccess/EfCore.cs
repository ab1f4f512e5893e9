using System.Collections.Generic;
using System.Collections.Immutable;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>Entity Framework Core: queries that are executed, saves, bulk commands, raw SQL.</summary>
internal sealed class EfCore : IDataAccessLibraryReader
{
    private static readonly ImmutableDictionary<string, ResultShape> Operators = CreateOperators();

    // Methods that take SQL text: the parameter, what the text is, and whether it is a format string with {0}.
    private static readonly ImmutableDictionary<string, RawSql> RawSqlMethods = new Dictionary<string, RawSql>
    {
        ["FromSqlRaw"] = new("RelationalQueryableExtensions", "sql", SqlTextKind.Statements, PlaceholderStyles.Braces | PlaceholderStyles.At) { Purpose = SqlPurpose.EntityQuery },
        ["FromSql"] = new("RelationalQueryableExtensions", "sql", SqlTextKind.Statements, PlaceholderStyles.At, HolesAreParameters: true) { Purpose = SqlPurpose.EntityQuery },
        ["FromSqlInterpolated"] = new("RelationalQueryableExtensions", "sql", SqlTextKind.Statements, PlaceholderStyles.At, HolesAreParameters: true) { Purpose = SqlPurpose.EntityQuery },
        ["SqlQueryRaw"] = new("RelationalDatabaseFacadeExtensions", "sql", SqlTextKind.Statements, PlaceholderStyles.Braces | PlaceholderStyles.At),
        ["SqlQuery"] = new("RelationalDatabaseFacadeExtensions", "sql", SqlTextKind.Statements, PlaceholderStyles.At, HolesAreParameters: true),
        ["ExecuteSqlRaw"] = new("RelationalDatabaseFacadeExtensions", "sql", SqlTextKind.Statements, PlaceholderStyles.Braces | PlaceholderStyles.At),
        ["ExecuteSqlRawAsync"] = new("RelationalDatabaseFacadeExtensions", "sql", SqlTextKind.Statements, PlaceholderStyles.Braces | PlaceholderStyles.At),
        ["ExecuteSql"] = new("RelationalDatabaseFacadeExtensions", "sql", SqlTextKind.Statements, PlaceholderStyles.At, HolesAreParameters: true),
        ["ExecuteSqlAsync"] = new("RelationalDatabaseFacadeExtensions", "sql", SqlTextKind.Statements, PlaceholderStyles.At, HolesAreParameters: true),
        ["ExecuteSqlInterpolated"] = new("RelationalDatabaseFacadeExtensions", "sql", SqlTextKind.Statements, PlaceholderStyles.At, HolesAreParameters: true),
        ["ExecuteSqlInterpolatedAsync"] = new("RelationalDatabaseFacadeExtensions", "sql", SqlTextKind.Statements, PlaceholderStyles.At, HolesAreParameters: true),
        ["ToSqlQuery"] = new("RelationalEntityTypeBuilderExtensions", "query", SqlTextKind.Statements, PlaceholderStyles.None) { Purpose = SqlPurpose.EntityQuery },
        ["Sql"] = new("Migrations.MigrationBuilder", "sql", SqlTextKind.Statements, PlaceholderStyles.None) { Purpose = SqlPurpose.Migration },
        ["HasDefaultValueSql"] = new("RelationalPropertyBuilderExtensions", "sql", SqlTextKind.Expression, PlaceholderStyles.None) { Purpose = SqlPurpose.Migration },
        ["HasComputedColumnSql"] = new("RelationalPropertyBuilderExtensions", "sql", SqlTextKind.Expression, PlaceholderStyles.None) { Purpose = SqlPurpose.Migration },
        ["HasFilter"] = new("RelationalIndexBuilderExtensions", "sql", SqlTextKind.Expression, PlaceholderStyles.None) { Purpose = SqlPurpose.Migration },
        ["HasCheckConstraint"] = new("Metadata.Builders.TableBuilder", "sql", SqlTextKind.Expression, PlaceholderStyles.None) { Purpose = SqlPurpose.Migration },
    }.ToImmutableDictionary();

    private readonly VariableFlow _flow;
    private readonly INamedTypeSymbol _dbContext;
    private readonly INamedTypeSymbol? _dbSet;
    private readonly INamedTypeSymbol? _queryableExtensions;
    private readonly INamedTypeSymbol? _relationalQueryableExtensions;
    private readonly INamedTypeSymbol? _facadeExtensions;
    private readonly INamedTypeSymbol? _databaseFacade;
    private readonly INamedTypeSymbol? _navigationEntry;
    private readonly INamedTypeSymbol? _collectionEntry;
    private readonly INamedTypeSymbol? _entityEntry;
    private readonly INamedTypeSymbol? _expression;
    private readonly INamedTypeSymbol? _queryable;
    private readonly INamedTypeSymbol? _enumerable;
    private readonly INamedTypeSymbol? _queryableOfT;
    private readonly INamedTypeSymbol? _queryableInterface;
    private readonly INamedTypeSymbol? _queryProvider;
    private readonly ImmutableDictionary<string, INamedTypeSymbol> _rawSqlOwners;

    private EfCore(Compilation compilation, INamedTypeSymbol dbContext, VariableFlow flow)
    {
        const string ef = "Microsoft.EntityFrameworkCore.";
        _flow = flow;
        _dbContext = dbContext;
        _dbSet = compilation.GetTypeByMetadataName(ef + "DbSet`1");
        _queryableExtensions = compilation.GetTypeByMetadataName(ef + "EntityFrameworkQueryableExtensions");
        _relationalQueryableExtensions = compilation.GetTypeByMetadataName(ef + "RelationalQueryableExtensions");
        _facadeExtensions = compilation.GetTypeByMetadataName(ef + "RelationalDatabaseFacadeExtensions");
        _databaseFacade = compilation.GetTypeByMetadataName(ef + "Infrastructure.DatabaseFacade");
        _navigationEntry = compilation.GetTypeByMetadataName(ef + "ChangeTracking.NavigationEntry");
        _collectionEntry = compilation.GetTypeByMetadataName(ef + "ChangeTracking.CollectionEntry");
        _entityEntry = compilation.GetTypeByMetadataName(ef + "ChangeTracking.EntityEntry");
        _expression = compilation.GetTypeByMetadataName("System.Linq.Expressions.Expression`1");
        _queryable = compilation.GetTypeByMetadataName("System.Linq.Queryable");
        _enumerable = compilation.GetTypeByMetadataName("System.Linq.Enumerable");
        _queryableOfT = compilation.GetTypeByMetadataName("System.Linq.IQueryable`1");
        _queryableInterface = compilation.GetTypeByMetadataName("System.Linq.IQueryable");
        _queryProvider = compilation.GetTypeByMetadataName("System.Linq.IQueryProvider");

        var owners = ImmutableDictionary.CreateBuilder<string, INamedTypeSymbol>();
        foreach (var method in RawSqlMethods.Values)
        {
            if (!owners.ContainsKey(method.Owner) && compilation.GetTypeByMetadataName(ef + method.Owner) is { } owner)
                owners.Add(method.Owner, owner);
        }

        _rawSqlOwners = owners.ToImmutable();
    }

    /// <summary>
    /// Null when EF Core is not referenced, or only with the provider of another database.
    /// </summary>
    public static EfCore? Create(Compilation compilation, VariableFlow flow)
    {
        if (compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.DbContext") is not { } dbContext)
            return null;
        var isNpgsql = compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.NpgsqlDbContextOptionsBuilderExtensions") is not null;
        var isOther =
            compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.SqlServerDbContextOptionsExtensions") is not null
            || compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.SqliteDbContextOptionsBuilderExtensions") is not null
            || compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.MySqlDbContextOptionsBuilderExtensions") is not null;
        return isOther && !isNpgsql ? null : new(compilation, dbContext, flow);
    }

    public IEnumerable<string> MethodNames => [.. Operators.Keys, .. RawSqlMethods.Keys, "AsAsyncEnumerable", "SaveChanges", "SaveChangesAsync",
        "Find", "FindAsync", "Reload", "ReloadAsync", "GetDatabaseValues", "GetDatabaseValuesAsync",
        "ExecuteUpdate", "ExecuteUpdateAsync", "ExecuteDelete", "ExecuteDeleteAsync"];

    /// <summary>DbContext; what a context class derives from.</summary>
    public INamedTypeSymbol DbContext => _dbContext;

    /// <summary>DbSet&lt;T&gt;.</summary>
    public INamedTypeSymbol? DbSet => _dbSet;

    public DataAccessCall? Recognize(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        var owner = method.ContainingType.OriginalDefinition;
        if (method.IsStatic)
        {
            if (Same(owner, _queryableExtensions) || Same(owner, _relationalQueryableExtensions))
                return RecognizeExtension(invocation);
            if (Same(owner, _facadeExtensions))
                return RecognizeDatabase(invocation);
            if (Same(owner, _queryable) || Same(owner, _enumerable))
                return RecognizeLinq(invocation);
            return null;
        }

        return invocation.Instance is null ? null : RecognizeMember(invocation, owner);
    }

    /// <summary>A foreach, or await foreach, over a query: the query runs when the loop starts.</summary>
    public DataAccessCall? Recognize(IForEachLoopOperation loop)
    {
        var source = PeelEnumerable(loop.Collection);
        return IsAsyncStream(source) || !IsQuery(source)
            ? null
            : Call(loop, DataAccessKind.Query, ResultShape.StreamedRows, "foreach", source);
    }

    public SqlUse? RecognizeSql(IArgumentOperation argument)
    {
        if (argument is not { Parameter: { } parameter, Parent: IInvocationOperation { TargetMethod: var method } }
            || !RawSqlMethods.TryGetValue(method.Name, out var raw)
            || parameter.Name != raw.Parameter
            || !_rawSqlOwners.TryGetValue(raw.Owner, out var owner)
            || !method.ContainingType.IsOrInherits(owner))
        {
            return null;
        }

        return new(argument.Value, DataAccessLibrary.EfCore, raw.Kind, raw.Placeholders, raw.HolesAreParameters, raw.Purpose);
    }

    /// <summary>Whether an expression is an IQueryable that EF Core executes.</summary>
    public bool IsQuery(IOperation? expression) => expression is not null && IsQuery(expression, new(SymbolEqualityComparer.Default), 0);

    /// <summary>Whether an operation stands in a lambda that EF Core translates.</summary>
    public bool IsInsideQueryOfEf(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is not IAnonymousFunctionOperation { Parent: { } converted } || !converted.Type.IsOrInherits(_expression))
                continue;
            var argument = converted;
            while (argument is not null and not IArgumentOperation)
                argument = argument.Parent;
            return argument?.Parent is IInvocationOperation { TargetMethod.IsStatic: true } invocation && IsQuery(FirstArgumentOf(invocation));
        }

        return false;
    }

    private static ImmutableDictionary<string, ResultShape> CreateOperators()
    {
        var operators = ImmutableDictionary.CreateBuilder<string, ResultShape>();
        Add(ResultShape.BufferedRows, "ToList", "ToArray", "ToDictionary", "ToHashSet", "ToLookup", "Load");
        Add(ResultShape.StreamedRows, "ForEach");
        Add(ResultShape.SingleRow, "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "ElementAt", "ElementAtOrDefault");
        Add(ResultShape.Scalar, "Any", "All", "Count", "LongCount", "Sum", "Min", "Max", "Average", "Contains");
        return operators.ToImmutable();

        void Add(ResultShape shape, params string[] names)
        {
            foreach (var name in names)
            {
                operators.Add(name, shape);
                operators.Add(name + "Async", shape);
            }
        }
    }

    private DataAccessCall? RecognizeExtension(IInvocationOperation invocation)
    {
        var name = invocation.TargetMethod.Name;
        var source = FirstArgumentOf(invocation)?.WithoutConversions();
        if (name is "ExecuteUpdate" or "ExecuteUpdateAsync" or "ExecuteDelete" or "ExecuteDeleteAsync")
            return Call(invocation, DataAccessKind.NonQuery, ResultShape.None, name, source);
        if (name == "AsAsyncEnumerable")
            return Call(invocation, DataAccessKind.Query, ResultShape.StreamedRows, name, source);
        return Operators.TryGetValue(name, out var shape) ? Call(invocation, DataAccessKind.Query, shape, name, source) : null;
    }

    private DataAccessCall? RecognizeLinq(IInvocationOperation invocation)
    {
        var name = invocation.TargetMethod.Name;
        if (FirstArgumentOf(invocation) is not { } first || !Operators.TryGetValue(name, out var shape))
            return null;
        var source = PeelEnumerable(first);
        return IsQuery(source) && !IsInsideQuery(invocation) ? Call(invocation, DataAccessKind.Query, shape, name, source) : null;
    }

    private DataAccessCall? RecognizeDatabase(IInvocationOperation invocation)
    {
        var name = invocation.TargetMethod.Name;
        if (!name.StartsWith("ExecuteSql", System.StringComparison.Ordinal))
            return null;
        return new(invocation, DataAccessLibrary.EfCore, DataAccessKind.NonQuery, ResultShape.None, name)
        {
            SqlTexts = TextsOf(invocation.Arguments.ArgumentOf("sql")),
            Parameters = invocation.Arguments.GivenArgumentOf("parameters"),
        };
    }

    private DataAccessCall? RecognizeMember(IInvocationOperation invocation, INamedTypeSymbol owner)
    {
        var method = invocation.TargetMethod;
        switch (method.Name)
        {
            case "SaveChanges" or "SaveChangesAsync" when owner.IsOrInherits(_dbContext):
                return new(invocation, DataAccessLibrary.EfCore, DataAccessKind.Save, ResultShape.None, method.Name);
            case "Find" or "FindAsync" when owner.IsOrInherits(_dbContext) || owner.IsOrInherits(_dbSet):
                return new(invocation, DataAccessLibrary.EfCore, DataAccessKind.Query, ResultShape.SingleRow, method.Name)
                {
                    RowType = OnlyOf(method.TypeArguments) ?? OnlyOf(method.ContainingType.TypeArguments),
                };
            case "Load" or "LoadAsync" when owner.IsOrInherits(_navigationEntry):
                var shape = owner.IsOrInherits(_collectionEntry) ? ResultShape.BufferedRows : ResultShape.SingleRow;
                return new(invocation, DataAccessLibrary.EfCore, DataAccessKind.Query, shape, method.Name)
                {
                    RowType = invocation.Instance?.Type is INamedTypeSymbol { TypeArguments: { Length: 2 } types } ? types[1] : null,
                };
            case "Reload" or "ReloadAsync" or "GetDatabaseValues" or "GetDatabaseValuesAsync" when owner.IsOrInherits(_entityEntry):
                return new(invocation, DataAccessLibrary.EfCore, DataAccessKind.Query, ResultShape.SingleRow, method.Name)
                {
                    RowType = invocation.Instance?.Type is INamedTypeSymbol { TypeArguments: { Length: 1 } entities } ? entities[0] : null,
                };
            case "AsAsyncEnumerable" when owner.IsOrInherits(_dbSet):
                return Call(invocation, DataAccessKind.Query, ResultShape.StreamedRows, method.Name, invocation.Instance);
            default:
                return null;
        }
    }

    private DataAccessCall Call(IOperation operation, DataAccessKind kind, ResultShape shape, string name, IOperation? query)
    {
        var (sql, parameters) = RawSqlOf(query, 0);
        return new(operation, DataAccessLibrary.EfCore, kind, shape, name)
        {
            Query = query,
            SqlTexts = TextsOf(sql),
            Parameters = parameters,
            RowType = query?.Type?.FindInterface(_queryableOfT)?.TypeArguments[0],
        };
    }

    private (IOperation? Sql, IOperation? Parameters) RawSqlOf(IOperation? query, int depth)
    {
        while (query?.WithoutConversions() is { } expression)
        {
            if (expression is IInvocationOperation { TargetMethod: { } method } invocation)
            {
                if (RawSqlMethods.TryGetValue(method.Name, out var raw)
                    && _rawSqlOwners.TryGetValue(raw.Owner, out var owner)
                    && Same(method.ContainingType, owner))
                {
                    return (invocation.Arguments.ArgumentOf(raw.Parameter), invocation.Arguments.GivenArgumentOf("parameters"));
                }

                query = method.IsStatic ? FirstArgumentOf(invocation) : null;
            }
            else if (depth < VariableFlow.MaxDepth && expression is ILocalReferenceOperation local && _flow.FactsOf(local).ValuesOf(local.Local) is { Length: 1 } values)
            {
                query = values[0];
                depth++;
            }
            else
            {
                break;
            }
        }

        return default;
    }

    // The operators of LINQ to Objects over a query read it through: the query is what they read.
    private IOperation PeelEnumerable(IOperation source)
    {
        while (true)
        {
            source = source.WithoutConversions();
            if (source is IInvocationOperation { TargetMethod: { IsStatic: true } method } invocation
                && Same(method.ContainingType, _enumerable)
                && !Operators.ContainsKey(method.Name)
                && FirstArgumentOf(invocation) is { } first)
            {
                source = first;
            }
            else
            {
                return source;
            }
        }
    }

    private bool IsQuery(IOperation expression, HashSet<ISymbol> followed, int depth)
    {
        while (true)
        {
            expression = expression.WithoutConversions();
            if (expression.Type is not { } type || depth > VariableFlow.MaxDepth)
                return false;
            if (type.IsOrInherits(_dbSet))
                return true;
            if (!type.IsOrInherits(_queryableInterface))
                return false;

            switch (expression)
            {
                case IInvocationOperation { TargetMethod: { IsStatic: true } method } invocation when FirstArgumentOf(invocation) is { Type: { } sourceType } first:
                    // Queryable.AsQueryable over a list is LINQ to Objects; SqlQuery starts at the database.
                    if (Same(method.ContainingType, _facadeExtensions))
                        return true;
                    if (!sourceType.IsOrInherits(_queryableInterface) && !first.WithoutConversions().Type.IsOrInherits(_queryableInterface))
                        return !Same(method.ContainingType, _queryable);
                    expression = first;
                    continue;
                case IInvocationOperation { Instance: { } instance, TargetMethod: { } member } when instance.Type.IsOrInherits(_queryableInterface) && member.ReturnType.IsOrInherits(_queryableInterface):
                    expression = instance;
                    continue;
                case IInvocationOperation { TargetMethod: { Name: "CreateQuery", ContainingType: { } provider }, Instance: IPropertyReferenceOperation { Property.Name: "Provider", Instance: { } provided } } when Same(provider, _queryProvider):
                    expression = provided;
                    continue;
                case ILocalReferenceOperation local:
                    var values = _flow.FactsOf(local).ValuesOf(local.Local);
                    if (values.IsEmpty || !followed.Add(local.Local))
                        return true;
                    foreach (var value in values)
                    {
                        // query = query.Where(...) says nothing about where the query comes from.
                        if (!Mentions(value, local.Local) && !IsQuery(value, followed, depth + 1))
                            return false;
                    }

                    return true;
                case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                    return IsQuery(conditional.WhenTrue, followed, depth + 1) && IsQuery(whenFalse, followed, depth + 1);
                case ITranslatedQueryOperation translated:
                    expression = translated.Operation;
                    continue;
                case IObjectCreationOperation:
                    return false;
                default:
                    // A parameter, a field, a method of the house: where EF Core is referenced, IQueryable is how queries are passed on.
                    return true;
            }
        }
    }

    private static ImmutableArray<IOperation> TextsOf(IOperation? sql) =>
        sql is null ? ImmutableArray<IOperation>.Empty : ImmutableArray.Create(sql);

    private static IOperation? FirstArgumentOf(IInvocationOperation invocation)
    {
        // Named arguments stand in the order of the source.
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter?.Ordinal == 0)
                return argument.Value;
        }

        return null;
    }

    private static ITypeSymbol? OnlyOf(ImmutableArray<ITypeSymbol> types) => types.Length == 1 ? types[0] : null;

    private static bool Mentions(IOperation expression, ILocalSymbol local)
    {
        foreach (var operation in expression.DescendantsAndSelf())
        {
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local))
                return true;
        }

        return false;
    }

    // An operator inside the expression tree of another query becomes part of its SQL: a subquery, not a call.
    private bool IsInsideQuery(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation { Parent: { } converted } && converted.Type.IsOrInherits(_expression))
                return true;
        }

        return false;
    }

    private bool IsAsyncStream(IOperation source) =>
        source is IInvocationOperation { TargetMethod.Name: "AsAsyncEnumerable" } && !source.Type.IsOrInherits(_queryableInterface);

    private static bool Same(ISymbol symbol, ISymbol? other) => SymbolEqualityComparer.Default.Equals(symbol, other);

    private sealed record RawSql(string Owner, string Parameter, SqlTextKind Kind, PlaceholderStyles Placeholders, bool HolesAreParameters = false)
    {
        public SqlPurpose Purpose { get; init; } = SqlPurpose.DataCode;
    }
}
