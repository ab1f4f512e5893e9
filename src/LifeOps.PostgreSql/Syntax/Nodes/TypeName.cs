using System;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>The fields of an interval type: <c>interval day to second</c>.</summary>
[Flags]
public enum IntervalFields : byte
{
    None = 0,
    Year = 1,
    Month = 2,
    Day = 4,
    Hour = 8,
    Minute = 16,
    Second = 32,
}

/// <summary>A type as written (PostgreSQL: TypeName).</summary>
/// <param name="names">
/// Qualifiers first. SQL's own type words are given as the server gives them, <c>pg_catalog.int4</c> for <c>integer</c>; the
/// span of the last name is what was written, the one of <c>pg_catalog</c> is empty.
/// </param>
/// <param name="setOf">SETOF.</param>
/// <param name="isColumnReference">name%TYPE (PostgreSQL: pct_type).</param>
/// <param name="typmods">What stands in parentheses: <c>numeric(10, 2)</c>.</param>
/// <param name="intervalFields">For interval only.</param>
/// <param name="arrayBounds">One for each pair of brackets: its number, or -1.</param>
public sealed class TypeName(
    ValueList<Identifier> names,
    bool setOf,
    bool isColumnReference,
    ValueList<Expression> typmods,
    IntervalFields intervalFields,
    ValueList<int> arrayBounds,
    TextSpan span) : SqlNode(span)
{
    public ValueList<Identifier> Names { get; } = names;

    public bool SetOf { get; } = setOf;

    public bool IsColumnReference { get; } = isColumnReference;

    public ValueList<Expression> Typmods { get; } = typmods;

    public IntervalFields IntervalFields { get; } = intervalFields;

    public ValueList<int> ArrayBounds { get; } = arrayBounds;

    /// <summary>The type's own name, without schema.</summary>
    public Identifier Name => Names.IsEmpty ? default : Names[Names.Count - 1];

    /// <summary>The schema; missing when the name has none.</summary>
    public Identifier Schema => Names.Count < 2 ? default : Names[Names.Count - 2];

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Typmods);
}
