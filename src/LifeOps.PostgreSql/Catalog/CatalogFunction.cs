using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Catalog;

/// <summary>How a function is called (pg_proc.prokind, pg_aggregate.aggkind).</summary>
internal enum FunctionKind : byte
{
    Function,
    Procedure,
    Aggregate,
    OrderedSetAggregate,
    HypotheticalSetAggregate,
    Window,
}

/// <summary>One signature of a function, procedure or aggregate that can be called (pg_proc).</summary>
internal sealed class CatalogFunction
{
    public required string Name { get; init; }

    public FunctionKind Kind { get; init; }

    /// <summary>Types of the input arguments; the last one is the array type of a VARIADIC argument.</summary>
    public ValueList<SqlType> Arguments { get; init; }

    public required SqlType Result { get; init; }

    public bool ReturnsSet { get; init; }

    public bool IsStrict { get; init; }

    public bool IsVariadic { get; init; }

    /// <summary>i, s or v as in pg_proc.provolatile.</summary>
    public char Volatility { get; init; } = 'v';

    /// <summary>How many of the last arguments have a default.</summary>
    public int DefaultCount { get; init; }

    /// <summary>How many arguments of an ordered-set aggregate stand before WITHIN GROUP.</summary>
    public int DirectArgumentCount { get; init; }

    /// <summary>OUT, INOUT and TABLE columns; empty when the result is one value.</summary>
    public ValueList<CatalogColumn> OutColumns { get; init; }

    public bool IsAggregate => Kind is FunctionKind.Aggregate or FunctionKind.OrderedSetAggregate or FunctionKind.HypotheticalSetAggregate;
}

/// <summary>A column of a system relation or of a function's result.</summary>
internal sealed record CatalogColumn(string Name, SqlType Type, bool IsNotNull = false);
