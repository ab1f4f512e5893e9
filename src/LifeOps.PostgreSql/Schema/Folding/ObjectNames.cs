using System.Collections.Generic;
using System.Globalization;
using System.Text;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

/// <summary>
/// Names that the server makes for indexes, constraints and sequences without one (src/backend/commands/indexcmds.c: makeObjectName,
/// ChooseRelationName, ChooseIndexNameAddition, ChooseIndexColumnNames; src/backend/catalog/pg_constraint.c: ChooseConstraintName).
/// </summary>
internal static class ObjectNames
{
    /// <summary>name1_name2_label, cut to 63 bytes by shortening the longer of the two names.</summary>
    public static string Make(string name1, string? name2, string? label)
    {
        var overhead = (name2 is null ? 0 : 1) + (label is null ? 0 : SqlIdentifier.ByteCount(label) + 1);
        var available = SqlIdentifier.MaxBytes - overhead;
        var length1 = SqlIdentifier.ByteCount(name1);
        var length2 = name2 is null ? 0 : SqlIdentifier.ByteCount(name2);
        if (length1 + length2 > available)
        {
            // The server takes a byte at a time from the longer one, from the second when they are equal.
            while (length1 + length2 > available)
            {
                if (length1 > length2)
                    length1--;
                else
                    length2--;
            }

            name1 = SqlIdentifier.Truncate(name1, length1);
            name2 = name2 is null ? null : SqlIdentifier.Truncate(name2, length2);
        }

        var result = new StringBuilder(name1);
        if (name2 is not null)
            result.Append('_').Append(name2);
        if (label is not null)
            result.Append('_').Append(label);
        return result.ToString();
    }

    /// <summary>A name that no relation of the schema has; for a constraint's index, that no constraint has either.</summary>
    public static string ChooseRelationName(DatabaseState database, string schema, string name1, string? name2, string label, bool isConstraint)
    {
        for (var pass = 0; ; pass++)
        {
            var name = Make(name1, name2, pass == 0 ? label : label + Number(pass));
            var key = new QualifiedName(schema, name);
            if (!database.Relations.ContainsKey(key) && !(isConstraint && database.HasConstraintName(key)))
                return name;
        }
    }

    /// <summary>A name that no constraint of the schema has, and none of <paramref name="others"/>.</summary>
    public static string ChooseConstraintName(DatabaseState database, string schema, string name1, string? name2, string label, HashSet<string>? others = null)
    {
        for (var pass = 0; ; pass++)
        {
            var name = Make(name1, name2, pass == 0 ? label : label + Number(pass));
            if (!database.HasConstraintName(new(schema, name)) && others?.Contains(name) != true)
                return name;
        }
    }

    /// <summary>The columns' part of a generated name: joined until it is as long as a name can be.</summary>
    public static string JoinColumns(IReadOnlyList<string> names)
    {
        var text = new StringBuilder();
        var bytes = 0;
        foreach (var name in names)
        {
            if (text.Length > 0)
            {
                text.Append('_');
                bytes++;
            }

            text.Append(name);
            bytes += SqlIdentifier.ByteCount(name);
            if (bytes >= SqlIdentifier.MaxBytes + 1)
                break;
        }

        return SqlIdentifier.Truncate(text.ToString());
    }

    /// <summary>Makes the names of an index's columns different: the second <c>expr</c> becomes <c>expr1</c>.</summary>
    public static void MakeDistinct(List<string> names)
    {
        var used = new HashSet<string>();
        for (var i = 0; i < names.Count; i++)
        {
            var original = names[i];
            var name = original;
            for (var number = 1; !used.Add(name); number++)
            {
                var suffix = Number(number);
                name = SqlIdentifier.Truncate(original, SqlIdentifier.MaxBytes - suffix.Length) + suffix;
            }

            names[i] = name;
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
