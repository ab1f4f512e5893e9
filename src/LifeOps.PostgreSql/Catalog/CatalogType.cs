namespace LifeOps.PostgreSql.Catalog;

/// <summary>A built-in or extension type (pg_type); arrays are no entries of their own.</summary>
/// <param name="Name">pg_type.typname.</param>
/// <param name="Schema"><c>pg_catalog</c> or <c>information_schema</c>; empty for a type that lives where its extension was installed.</param>
/// <param name="Kind">pg_type.typtype: b base, c composite, d domain, m multirange, p pseudo, r range.</param>
/// <param name="Category">pg_type.typcategory.</param>
/// <param name="IsPreferred">pg_type.typispreferred.</param>
/// <param name="Element">Type of <c>x[1]</c> for the few fixed types that can be subscripted (point, name, int2vector); null for others.</param>
/// <param name="RangeSubtype">What a range is a range of; null for others.</param>
/// <param name="Multirange">The multirange type of a range; null for others.</param>
/// <param name="BaseType">What a domain is a domain over; null for others.</param>
internal sealed record CatalogType(
    string Name,
    string Schema,
    char Kind,
    char Category,
    bool IsPreferred,
    string? Element,
    string? RangeSubtype,
    string? Multirange,
    string? BaseType);
