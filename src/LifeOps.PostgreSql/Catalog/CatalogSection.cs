using System.Collections.Generic;

namespace LifeOps.PostgreSql.Catalog;

/// <summary>
/// What PostgreSQL has built in, or what one extension brings. Immutable once read; the lists of a name that is not there are empty.
/// </summary>
internal sealed class CatalogSection(string name)
{
    /// <summary>The extension; empty for what is built in.</summary>
    public string Name { get; } = name;

    public Dictionary<string, CatalogType> Types { get; } = [];

    public Dictionary<string, List<CatalogFunction>> Functions { get; } = [];

    public Dictionary<string, List<CatalogOperator>> Operators { get; } = [];

    public List<CatalogCast> Casts { get; } = [];

    public List<CatalogOperatorClass> OperatorClasses { get; } = [];

    /// <summary>By schema and name, as <c>schema.name</c>; without the schema for an extension's.</summary>
    public Dictionary<string, CatalogRelation> Relations { get; } = [];
}
