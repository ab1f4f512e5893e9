using System.Text;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.Tool.Reports.Diagrams;

/// <summary>
/// A cluster of tables as Mermaid's erDiagram. Names that its grammar does not take are written with letters, digits and underscores;
/// those of tables and relations stand in quotes, since words such as <c>end</c> or <c>class</c> are its own.
/// </summary>
internal static class MermaidDiagram
{
    public static string Write(TableCluster cluster)
    {
        var names = EntityNames(cluster);
        var text = new StringBuilder("erDiagram");
        foreach (var table in cluster.Tables)
        {
            text.Append("\n    ").Append(Quoted(names[table.QualifiedName])).Append(" {");
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
        return $"{Attribute(column.Type.ToString(), "type")} {Attribute(column.Name, "column")}{(keys.Count > 0 ? " " + string.Join(", ", keys) : "")}{comment}";
    }

    private static string Relation(Table table, ForeignKey key, Dictionary<QualifiedName, string> names)
    {
        var isOptional = key.Columns.Any(name => table.FindColumn(name) is { IsNotNull: false });
        var isUnique = IsUnique(table, key);
        return $"{Quoted(names[key.ReferencedTable])} {(isOptional ? "|o" : "||")}--{(isUnique ? "o|" : "o{")} {Quoted(names[table.QualifiedName])} : {Quoted(Word(string.Join("_", key.Columns), "key"))}";
    }

    private static bool IsUnique(Table table, ForeignKey key)
    {
        var columns = key.Columns.ToHashSet();
        return table.PrimaryKey is { } primary && columns.SetEquals(primary.Columns) || table.UniqueConstraints.Any(unique => columns.SetEquals(unique.Columns));
    }

    private static string Quoted(string word) => "\"" + word + "\"";

    /// <summary>A word inside a table: PK, FK and UK say what a column is.</summary>
    private static string Attribute(string text, string fallback)
    {
        var word = Word(text, fallback);
        return word.ToUpperInvariant() is "PK" or "FK" or "UK" ? word + "_" : word;
    }

    /// <summary>A name of letters, digits and underscores that begins with a letter.</summary>
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
