using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>Which calls wait for the database while they block their thread, and the method that does the same without.</summary>
internal sealed class AsyncCounterparts
{
    // What talks to the server besides the calls that run SQL. Close and Dispose only give back to the pool.
    private static readonly ImmutableArray<(string Type, ImmutableArray<string> Methods)> Others = ImmutableArray.Create(
        ("System.Data.Common.DbConnection", ImmutableArray.Create("Open", "BeginTransaction")),
        ("System.Data.Common.DbDataSource", ImmutableArray.Create("OpenConnection")),
        ("System.Data.Common.DbDataReader", ImmutableArray.Create("Read", "NextResult")),
        ("System.Data.Common.DbTransaction", ImmutableArray.Create("Commit", "Rollback")),
        ("System.Data.Common.DbCommand", ImmutableArray.Create("Prepare")),
        ("Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade", ImmutableArray.Create("BeginTransaction", "CommitTransaction", "RollbackTransaction", "EnsureCreated", "EnsureDeleted", "CanConnect")),
        ("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions", ImmutableArray.Create("Migrate", "OpenConnection", "BeginTransaction")));

    private readonly DataAccessSymbols _symbols;
    private readonly Dictionary<string, List<INamedTypeSymbol>> _others = [];
    private readonly INamedTypeSymbol? _queryExtensions;
    private readonly INamedTypeSymbol? _queryable;

    public AsyncCounterparts(Compilation compilation, DataAccessSymbols symbols)
    {
        _symbols = symbols;
        _queryExtensions = compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions");
        _queryable = compilation.GetTypeByMetadataName("System.Linq.IQueryable");
        foreach (var (name, methods) in Others)
        {
            if (compilation.GetTypeByMetadataName(name) is not { } type)
                continue;
            foreach (var method in methods)
            {
                if (!_others.TryGetValue(method, out var types))
                    _others.Add(method, types = []);
                types.Add(type);
            }
        }
    }

    /// <summary>The name of the method to await instead; null when the call does not block, or nothing stands in for it.</summary>
    public string? NameFor(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (method.Name.EndsWith("Async", System.StringComparison.Ordinal))
            return null;
        var call = _symbols.Recognize(invocation);
        if (call is null && !IsOther(invocation))
            return null;

        // Query(buffered: false) reads row by row; QueryAsync would hold them all.
        if (call is { Library: DataAccessLibrary.Dapper, Shape: ResultShape.StreamedRows })
            return null;

        var name = method.Name + "Async";
        if (method.ContainingType is { Name: "Queryable" or "Enumerable" })
            return IsOnQuery(invocation) && HasMethod(_queryExtensions, name) ? name : null;
        return HasMethod(method.ContainingType, name) ? name : null;
    }

    private bool IsOther(IInvocationOperation invocation)
    {
        if (!_others.TryGetValue(invocation.TargetMethod.Name, out var types))
            return false;
        var owner = invocation.TargetMethod.ContainingType;
        foreach (var type in types)
        {
            if (owner.IsOrInherits(type))
                return _symbols.AdoNet?.IsOtherProvider(invocation.Instance?.Type ?? owner) != true;
        }

        return false;
    }

    // Behind AsEnumerable the rows are read one by one, and nothing awaits them.
    private bool IsOnQuery(IInvocationOperation invocation) =>
        invocation.Arguments.Length > 0 && invocation.Arguments[0].Value.WithoutConversions().Type.IsOrInherits(_queryable);

    private static bool HasMethod(INamedTypeSymbol? type, string name)
    {
        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
        {
            foreach (var member in candidate.GetMembers(name))
            {
                if (member is IMethodSymbol { DeclaredAccessibility: Accessibility.Public })
                    return true;
            }
        }

        return false;
    }
}
