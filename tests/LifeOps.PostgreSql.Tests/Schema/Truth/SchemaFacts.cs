using System.Text;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Schema.Truth;

/// <summary>
/// What is true of a database, one line per fact, so that a server's catalog and a folded model can be compared and every difference
/// read. Both sides write their lines with the methods below.
/// </summary>
public sealed class SchemaFacts
{
    private readonly SortedSet<string> _lines = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Lines => _lines;

    public void Add(string line) => _lines.Add(line);

    public void AddRelation(string table, string kind, bool isUnlogged, bool isPartition, bool rowSecurity, string? comment) =>
        Add($"relation {table}: {kind}{(isUnlogged ? " unlogged" : "")}{(isPartition ? " partition" : "")}{(rowSecurity ? " row security" : "")} comment={comment ?? "-"}");

    public void AddColumn(string table, int number, string name, string type, bool isNotNull, bool hasDefault, string identity, string generated, string? sequence, string? comment) =>
        Add($"column {table} {number}: {name} {type}{(isNotNull ? " not null" : "")}{(hasDefault ? " default" : "")} identity={identity} generated={generated} sequence={sequence ?? "-"} comment={comment ?? "-"}");

    public void AddIndex(string table, string name, string method, bool isUnique, bool isPrimary, bool isExclusion, bool nullsNotDistinct, IEnumerable<string> keys, IEnumerable<string> included, bool isPartial, string? constraint) =>
        Add($"index {table} {name}: {method}{(isUnique ? " unique" : "")}{(isPrimary ? " primary" : "")}{(isExclusion ? " exclusion" : "")}{(nullsNotDistinct ? " nulls not distinct" : "")} "
            + $"({string.Join(", ", keys)}) include ({string.Join(", ", included)}){(isPartial ? " partial" : "")} constraint={constraint ?? "-"}");

    public static string Key(string? column, bool isDescending, bool nullsFirst, string? operatorClass) =>
        $"{column ?? "<expression>"}{(isDescending ? " desc" : "")}{(nullsFirst ? " nulls first" : "")} {operatorClass ?? "-"}";

    public void AddConstraint(string table, string name, char kind, IEnumerable<string> columns, bool isDeferrable, bool isDeferred, bool isValidated, string? reference = null) =>
        Add($"constraint {table} {name}: {kind} ({string.Join(", ", columns)}){(isDeferrable ? " deferrable" : "")}{(isDeferred ? " deferred" : "")}{(isValidated ? "" : " not valid")}{reference}");

    public static string Reference(string table, IEnumerable<string> columns, char onDelete, char onUpdate) =>
        $" references {table} ({string.Join(", ", columns)}) on delete {onDelete} on update {onUpdate}";

    public void AddType(string name, char kind, string detail, string? comment) => Add($"type {name}: {kind} {detail} comment={comment ?? "-"}");

    public void AddFunction(string name, char kind, string arguments, string? result, string? language, char volatility, string? comment) =>
        Add($"function {name}({arguments}): {kind} returns {result ?? "-"} language={language} {volatility} comment={comment ?? "-"}");

    public void AddTrigger(string table, string name) => Add($"trigger {table} {name}");

    /// <summary>Empty when both are equal; else one line per difference: + what only the server has, - what only the model has.</summary>
    public static string Compare(SchemaFacts server, SchemaFacts model)
    {
        var differences = new StringBuilder();
        foreach (var line in server._lines)
        {
            if (!model._lines.Contains(line))
                differences.Append("+ ").AppendLine(line);
        }

        foreach (var line in model._lines)
        {
            if (!server._lines.Contains(line))
                differences.Append("- ").AppendLine(line);
        }

        return differences.ToString();
    }

    /// <summary>Fails with all differences.</summary>
    public static void AssertEqual(SchemaFacts server, SchemaFacts model)
    {
        var differences = Compare(server, model);
        Assert.True(differences.Length == 0, "The model (-) differs from the server (+):" + Environment.NewLine + differences);
    }
}
