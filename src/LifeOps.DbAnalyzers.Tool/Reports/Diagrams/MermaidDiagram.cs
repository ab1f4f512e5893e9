using System.Text;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.Tool.Reports.Diagrams;

/// <summary>A cluster of tables as Mermaid's erDiagram. Names that its grammar does not take are written with letters, digits and underscores.</summary>
internal static class MermaidDiagram
{
    public static string Write(TableCluster cluster)
    {
        var names = EntityNames(cluster);
        var text = new StringBuilder("erDiagram");
        foreach (var table in cluster.Tables)
        {
            text.Append("\n    ").Append(names[table.QualifiedName]).Append(" {");
            foreach (var column in table.Columns)
                text.Append("\n        ").Append(Attribute(table, column));
            text.Append("\n    }");
        }

        foreach (var table in cluster.Tables)
        {
            foreach (var key in table.ForeignKeys.Where(key => names.ContainsKey(key.ReferencedTable)))
                text.Append("\n    ").Append(Relation(table, key, names));
        }

        return text.ToString();
    }

    private static Dictionary<QualifiedName, string> EntityNames(TableCluster cluster)
    {
        var names = new Dictionary<QualifiedName, string>();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var table in cluster.Tables)
        {
            var name = Word(TableOfPlaces.Name(table.QualifiedName), "table");
            for (var n = 2; !taken.Add(name); n++)
                name = $"{Word(TableOfPlaces.Name(table.QualifiedName), "table")}_{n}";
            names.Add(table.QualifiedName, name);
        }

        return names;
    }

    private static string Attribute(Table table, Column column)
    {
        var keys = new List<string>();
        if (table.PrimaryKey?.Columns.Contains(column.Name) == true)
            keys.Add("PK");
        if (table.ForeignKeys.Any(key => key.Columns.Contains(column.Name)))
            keys.Add("FK");
        else if (keys.Count == 0 && table.UniqueConstraints.Any(key => key.Columns.Count == 1 && key.Columns[0] == column.Name))
            keys.Add("UK");

        var comment = column.IsNotNull ? "" : " \"nullable\"";
        return $"{Word(column.Type.ToString(), "type")} {Word(column.Name, "column")}{(keys.Count > 0 ? " " + string.Join(", ", keys) : "")}{comment}";
    }

    private static string Relation(Table table, ForeignKey key, Dictionary<QualifiedName, string> names)
    {
        var isOptional = key.Columns.Any(name => table.FindColumn(name) is { IsNotNull: false });
        var isUnique = IsUnique(table, key);
        return $"{names[key.ReferencedTable]} {(isOptional ? "|o" : "||")}--{(isUnique ? "o|" : "o{")} {names[table.QualifiedName]} : {Word(string.Join("_", key.Columns), "key")}";
    }

    private static bool IsUnique(Table table, ForeignKey key)
    {
        var columns = key.Columns.ToHashSet();
        return table.PrimaryKey is { } primary && columns.SetEquals(primary.Columns) || table.UniqueConstraints.Any(unique => columns.SetEquals(unique.Columns));
    }

    /// <summary>A name that the grammar takes without quotes.</summary>
    private static string Word(string text, string fallback)
    {
        var word = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c == '_')
                word.Append(c);
            else if (word.Length > 0 && word[^1] != '_')
                word.Append('_');
        }

        while (word.Length > 1 && word[^1] == '_' && !text.EndsWith('_'))
            word.Length--;
        if (word.Length == 0)
            return fallback;
        return char.IsAsciiDigit(word[0]) || word[0] == '_' ? fallback + "_" + word.ToString().TrimStart('_') : word.ToString();
    }
}
