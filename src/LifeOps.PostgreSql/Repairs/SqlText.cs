using System.Collections.Generic;
using System.Text;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

using QualifiedName = LifeOps.PostgreSql.Schema.QualifiedName;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>Names and strings as SQL writes them, whatever characters they hold.</summary>
internal static class SqlText
{
    public static string Name(string name) => SqlIdentifier.Quote(name);

    /// <summary>Always with its schema: what a script changes must not depend on search_path.</summary>
    public static string Name(QualifiedName name) => Name(name.Schema, name.Name);

    /// <summary>A name with the schema it is in.</summary>
    public static string Name(string schema, string name) => SqlIdentifier.Quote(schema) + "." + SqlIdentifier.Quote(name);

    public static string Names(IEnumerable<string> names)
    {
        var text = new StringBuilder();
        foreach (var name in names)
        {
            if (text.Length > 0)
                text.Append(", ");
            text.Append(SqlIdentifier.Quote(name));
        }

        return text.ToString();
    }

    /// <summary>A string constant that means the same with standard_conforming_strings on and off.</summary>
    public static string Literal(string value)
    {
        var doubled = value.Replace("'", "''");
        return doubled.IndexOf('\\') < 0 ? "'" + doubled + "'" : "E'" + doubled.Replace("\\", "\\\\") + "'";
    }

    /// <summary>A body in dollar quotes that it cannot end itself.</summary>
    public static string DollarQuoted(string body)
    {
        var tag = "$repair$";
        for (var i = 1; body.Contains(tag); i++)
            tag = "$repair" + i + "$";
        return tag + "\n" + body + "\n" + tag;
    }
}
