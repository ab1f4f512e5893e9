using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>The library whose call it is.</summary>
internal enum DataAccessLibrary
{
    AdoNet,
    Dapper,
    EfCore,
}

/// <summary>What the call does at the server.</summary>
internal enum DataAccessKind
{
    /// <summary>Rows or a value come back.</summary>
    Query,

    /// <summary>A command whose rows, if any, are not read.</summary>
    NonQuery,

    /// <summary>EF Core's SaveChanges: all pending changes in one transaction.</summary>
    Save,

    /// <summary>COPY, in or out.</summary>
    Copy,

    /// <summary>Several commands in one round trip.</summary>
    Batch,
}

/// <summary>How the result reaches the program.</summary>
internal enum ResultShape
{
    None,

    /// <summary>One value.</summary>
    Scalar,

    /// <summary>At most one row.</summary>
    SingleRow,

    /// <summary>All rows, in memory, before the first can be used.</summary>
    BufferedRows,

    /// <summary>Row by row, as the program asks for them.</summary>
    StreamedRows,

    /// <summary>A reader that the program advances itself.</summary>
    Reader,
}

/// <summary>An operation that runs SQL: one round trip to the database each time it is executed.</summary>
internal sealed class DataAccessCall(IOperation operation, DataAccessLibrary library, DataAccessKind kind, ResultShape shape, string displayName)
{
    /// <summary>The invocation, or the foreach loop over a query.</summary>
    public IOperation Operation { get; } = operation;

    public DataAccessLibrary Library { get; } = library;

    public DataAccessKind Kind { get; } = kind;

    public ResultShape Shape { get; } = shape;

    /// <summary>The name of the method, or what stands in its place.</summary>
    public string DisplayName { get; } = displayName;

    /// <summary>Every expression that may hold the SQL text, in the order of the source; empty when it is not in sight.</summary>
    public ImmutableArray<IOperation> SqlTexts { get; init; } = ImmutableArray<IOperation>.Empty;

    /// <summary>The expression that holds the SQL text; null when it is not in sight or there are several.</summary>
    public IOperation? Sql => SqlTexts.Length == 1 ? SqlTexts[0] : null;

    /// <summary>Dapper's parameter object; EF Core's parameters of raw SQL.</summary>
    public IOperation? Parameters { get; init; }

    /// <summary>ADO.NET: the command or batch that is executed.</summary>
    public IOperation? Command { get; init; }

    /// <summary>EF Core: the IQueryable that is executed, its last operator outermost.</summary>
    public IOperation? Query { get; init; }

    /// <summary>What one row becomes; null when unknown or dynamic.</summary>
    public ITypeSymbol? RowType { get; init; }

    /// <summary>Dapper executes the command once per element of <see cref="Parameters"/>.</summary>
    public bool RunsOncePerParameter { get; init; }

    /// <summary>The name of the method, for the squiggle.</summary>
    public Location NameLocation => OperationNames.LocationOf(Operation);
}
