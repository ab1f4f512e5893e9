using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>How many rows a query can return, from the safest to the most dangerous.</summary>
public enum ResultSize
{
    /// <summary>A number that the text, a key or the caller's own values limit.</summary>
    Bounded,

    /// <summary>It cannot be told: a hole, a view, a function, a key that may or may not be unique.</summary>
    Unknown,

    /// <summary>All rows that belong to one parent: <c>WHERE customer_id = @id</c>.</summary>
    PerParent,

    /// <summary>As many rows as the table has, or as match a condition that no key limits.</summary>
    TableWide,
}

/// <summary>How many rows a query can return, and the table that makes them many.</summary>
/// <param name="Size">The verdict.</param>
/// <param name="TableName">The table without a bound, as a message names it; empty when there is none.</param>
/// <param name="Table">That table in the schema; null when no schema knows it.</param>
/// <param name="IsFiltered">Whether a condition, though no bound, leaves rows out.</param>
/// <param name="ParentColumn">For <see cref="ResultSize.PerParent"/>: the foreign key column; empty otherwise.</param>
public sealed record ResultBound(ResultSize Size, string TableName = "", Table? Table = null, bool IsFiltered = false, string ParentColumn = "")
{
    public static ResultBound Bounded { get; } = new(ResultSize.Bounded);

    public static ResultBound Unknown { get; } = new(ResultSize.Unknown);

    public bool IsUnbounded => Size is ResultSize.PerParent or ResultSize.TableWide;

    /// <summary>The result in a message: "every row of orders (about 1,200,000)", "all rows of lines for one order_id".</summary>
    public string Describe()
    {
        var estimate = Table?.RowEstimate is { } rows ? " (about " + rows.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) + ")" : "";
        return Size == ResultSize.PerParent ? $"all rows of {TableName} for one {ParentColumn}"
            : IsFiltered ? $"every row of {TableName}{estimate} that matches"
            : $"every row of {TableName}{estimate}";
    }
}
