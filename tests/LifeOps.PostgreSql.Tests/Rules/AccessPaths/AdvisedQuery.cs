namespace LifeOps.PostgreSql.Tests.Rules.AccessPaths;

/// <summary>A query against the shop, with the indexes that exist beside its keys, and what is to be said of it.</summary>
/// <param name="Name">What it is an example of.</param>
/// <param name="Sql">The query.</param>
/// <param name="Expected">The advised indexes as <c>table (keys)</c>, several with a semicolon; empty for none.</param>
/// <param name="Existing">Statements that make the indexes it has.</param>
public sealed record AdvisedQuery(string Name, string Sql, string Expected = "", string Existing = "")
{
    public override string ToString() => Name;
}
