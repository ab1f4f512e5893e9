using LifeOps.PostgreSql.Rules.Migrations;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

internal static class KnownCode
{
    /// <summary>Code that uses exactly the given tables (<c>users</c>) and columns (<c>users.name</c>), in lines 1, 2, 3 ...</summary>
    public static CodeReferences Using(params string[] names) => new(names.Select((name, i) =>
        name.Split('.') is [var table, var column] ? new CodeReference(null, table, column, $"Code.cs({i + 1})") : new CodeReference(null, name, null, $"Code.cs({i + 1})")));
}
