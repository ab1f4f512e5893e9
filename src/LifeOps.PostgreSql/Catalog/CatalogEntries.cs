using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Catalog;

/// <summary>An operator (pg_operator).</summary>
/// <param name="Left">Null for a prefix operator.</param>
internal sealed record CatalogOperator(string Name, SqlType? Left, SqlType Right, SqlType Result);

/// <summary>When the server applies a cast by itself (pg_cast.castcontext).</summary>
internal enum CastContext : byte
{
    Implicit,
    Assignment,
    Explicit,
}

/// <summary>A cast (pg_cast).</summary>
/// <param name="IsBinaryCoercible">Whether source values are target values without conversion.</param>
internal sealed record CatalogCast(SqlType Source, SqlType Target, CastContext Context, bool IsBinaryCoercible);

/// <summary>An operator class (pg_opclass).</summary>
internal sealed record CatalogOperatorClass(string Method, string Name, SqlType InputType, bool IsDefault);

/// <summary>A system table or view.</summary>
internal sealed record CatalogRelation(string Schema, string Name, ValueList<CatalogColumn> Columns);
