using LifeOps.PostgreSql;
using LifeOps.PostgreSql.Schema.Comparison;

namespace LifeOps.DbAnalyzers.Tool.Diffs;

/// <summary>Changes for a reader: one line an object, <c>+</c> added, <c>-</c> removed, <c>~</c> changed with a line for each property.</summary>
internal static class TextDiff
{
    public static IEnumerable<string> Lines(ValueList<SchemaChange> changes)
    {
        var gone = changes.Where(change => change is { Kind: SchemaChangeKind.Removed, Owner: null }).Select(change => change.Name).ToHashSet();
        foreach (var change in changes)
        {
            // What goes with its table needs no line of its own.
            if (change is { Kind: SchemaChangeKind.Removed, Owner: { } owner } && gone.Contains(owner))
                continue;
            var indent = change.Owner is null ? "" : "  ";
            yield return indent + change.Kind switch
            {
                SchemaChangeKind.Added => $"+ {OneLine(change.ObjectKind)} {OneLine(change.Name)}{Summary(change)}",
                SchemaChangeKind.Removed => $"- {OneLine(change.ObjectKind)} {OneLine(change.Name)}",
                _ => $"~ {OneLine(change.ObjectKind)} {OneLine(change.Name)}",
            };
            if (change.Kind != SchemaChangeKind.Changed)
                continue;
            foreach (var property in change.Properties)
                yield return $"{indent}    {property.Name}: {OneLine(property.Before ?? "(none)")} -> {OneLine(property.After ?? "(none)")}";
        }
    }

    private static string Summary(SchemaChange change) =>
        change.Properties.Count == 0 ? "" : ": " + string.Join("; ", change.Properties.Select(property => property.After == "yes" ? property.Name : $"{property.Name} {OneLine(property.After ?? "")}"));

    /// <summary>A name or comment may hold line ends and control characters, which must not look like lines of the report.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
