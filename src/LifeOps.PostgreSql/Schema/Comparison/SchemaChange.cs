namespace LifeOps.PostgreSql.Schema.Comparison;

/// <summary>What happened to an object between two schemas. Nothing is guessed: a rename is a removal and an addition.</summary>
public enum SchemaChangeKind
{
    Added,
    Removed,
    Changed,
}

/// <summary>An object that one of two schemas lacks, or that is another in the other.</summary>
/// <param name="ObjectKind">table, column, constraint, index, hypertable, policy, view, type, ...</param>
/// <param name="Name">The object's name, quoted as SQL: <c>public.users</c>, <c>public.users.email</c>.</param>
/// <param name="Owner">The table or view that it is a part of; null for an object that stands alone.</param>
/// <param name="Properties">What it has now (added), had (removed), or has otherwise than before (changed).</param>
public sealed record SchemaChange(SchemaChangeKind Kind, string ObjectKind, string Name, string? Owner, ValueList<PropertyChange> Properties);

/// <summary>One property; null where the object does not have it, or is not there.</summary>
public sealed record PropertyChange(string Name, string? Before, string? After);
