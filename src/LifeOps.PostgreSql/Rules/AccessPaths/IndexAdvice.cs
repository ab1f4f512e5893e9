using System.Globalization;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.AccessPaths;

/// <summary>An index that a statement, or several, would gain from.</summary>
/// <param name="Table">The table it belongs to.</param>
/// <param name="Name">Its name, by the index prefix of the options.</param>
/// <param name="Ddl">The whole CREATE INDEX statement, without the semicolon.</param>
/// <param name="Serves">What it serves, for people: <c>lookup by customer_id, order by created_at</c>.</param>
/// <param name="TableRows">Rows of the table; null without an estimate.</param>
/// <param name="CostBefore">Cost of the statement without it, in the planner's unit, by the analysis' own model.</param>
/// <param name="CostAfter">Cost with it and the other indexes that are advised for the same statement.</param>
/// <param name="Replaces">Indexes of the table that it makes useless, as they are its beginning.</param>
public sealed record IndexAdvice(
    QualifiedName Table, string Name, string Ddl, string Serves, long? TableRows, double CostBefore, double CostAfter, ValueList<string> Replaces)
{
    internal IndexShape Shape { get; init; } = new();

    /// <summary>The statement as a schema file has it: without what is only about building it.</summary>
    public string SchemaDdl { get; init; } = Ddl;

    /// <summary>How many leading keys have one value: among themselves their order does not matter.</summary>
    internal int FixedKeys { get; init; }

    /// <summary>Whether it is for searches inside a JSON document.</summary>
    public bool IsForJson { get; init; }

    /// <summary>What goes into the message of a rule.</summary>
    internal ValueList<string> Arguments => ValueList.Of(
        Table.Schema == "public" ? Table.Name : Table.ToString(), Size, Serves, Replaces.IsEmpty ? Ddl : Ddl + " (" + string.Join(", ", Replaces) + " is then not needed)");

    /// <summary>The expected effect, for people.</summary>
    public string Effect => string.Format(CultureInfo.InvariantCulture, "estimated cost {0:N0} falls to {1:N0}", CostBefore, CostAfter);

    /// <summary>The size of the table, for messages.</summary>
    public string Size => TableRows is { } rows ? "about " + rows.ToString("N0", CultureInfo.InvariantCulture) + " rows" : "no row estimate";
}
