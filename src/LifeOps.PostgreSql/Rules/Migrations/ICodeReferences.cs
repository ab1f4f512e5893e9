namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>What the program's code still reads and writes. Names are those of the server (no quotes).</summary>
public interface ICodeReferences
{
    /// <summary>Whether the code names a table.</summary>
    /// <param name="schema">Null when the migration does not say.</param>
    bool UsesTable(string? schema, string table);

    /// <summary>Whether the code names a column of a table.</summary>
    /// <param name="schema">Null when the migration does not say.</param>
    bool UsesColumn(string? schema, string table, string column);
}
