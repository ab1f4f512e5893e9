using LifeOps.PostgreSql.Rules.Migrations;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

/// <summary>Code that uses exactly the given tables (<c>users</c>) and columns (<c>users.name</c>).</summary>
internal sealed class KnownCode(params string[] names) : ICodeReferences
{
    public bool UsesTable(string? schema, string table) => names.Any(name => name.Split('.')[0] == table);

    public bool UsesColumn(string? schema, string table, string column) => names.Contains(table + "." + column);
}
