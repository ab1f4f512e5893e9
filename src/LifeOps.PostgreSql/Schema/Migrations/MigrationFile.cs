using System;
using System.Collections.Generic;

namespace LifeOps.PostgreSql.Schema.Migrations;

/// <summary>What the name of a migration says of it.</summary>
internal enum MigrationFileKind
{
    /// <summary>Flyway's <c>V1__name.sql</c>.</summary>
    Versioned,

    /// <summary>Flyway's <c>B1__name.sql</c>.</summary>
    Baseline,

    /// <summary>Any other name: placed by its path.</summary>
    Plain,

    /// <summary>Flyway's <c>R__name.sql</c>.</summary>
    Repeatable,

    /// <summary>Takes a migration back: Flyway's <c>U1__name.sql</c>, golang-migrate's <c>1_name.down.sql</c>.</summary>
    Undo,
}

/// <summary>A migration file's place among the others.</summary>
internal sealed record MigrationFile(string Path, MigrationFileKind Kind, ValueList<string> Version) : IComparable<MigrationFile>
{
    private static readonly char[] Separators = ['/', '\\'];

    public bool IsVersioned => Kind is MigrationFileKind.Versioned or MigrationFileKind.Baseline;

    public static MigrationFile Read(string path)
    {
        var slash = path.LastIndexOfAny(Separators);
        var name = path.Substring(slash + 1);
        if (name.EndsWith(".down.sql", StringComparison.OrdinalIgnoreCase))
            return new(path, MigrationFileKind.Undo, default);
        if (name.StartsWith("R__", StringComparison.Ordinal))
            return new(path, MigrationFileKind.Repeatable, default);
        if (FlywayVersion(name) is not { } version)
            return new(path, MigrationFileKind.Plain, default);
        return new(path, name[0] switch { 'V' => MigrationFileKind.Versioned, 'B' => MigrationFileKind.Baseline, _ => MigrationFileKind.Undo }, version);
    }

    public int CompareTo(MigrationFile? other)
    {
        if (other is null)
            return 1;
        var order = Part(Kind).CompareTo(Part(other.Kind));
        if (order == 0 && IsVersioned)
            order = CompareVersionTo(other);
        if (order == 0 && Kind == MigrationFileKind.Repeatable)
            order = string.CompareOrdinal(FileName(Path), FileName(other.Path));
        if (order == 0)
            order = ComparePaths(Path, other.Path);
        return order != 0 ? order : string.CompareOrdinal(Path, other.Path);
    }

    /// <summary>The order of two Flyway versions, part by part: 1.2, 1.10, 2; a missing part is 0.</summary>
    public int CompareVersionTo(MigrationFile other)
    {
        for (var i = 0; i < Math.Max(Version.Count, other.Version.Count); i++)
        {
            var order = CompareDigits(i < Version.Count ? Version[i] : "", i < other.Version.Count ? other.Version[i] : "");
            if (order != 0)
                return order;
        }

        return 0;
    }

    private static int Part(MigrationFileKind kind) => kind switch { MigrationFileKind.Plain => 1, MigrationFileKind.Repeatable => 2, _ => 0 };

    private static string FileName(string path) => path.Substring(path.LastIndexOfAny(Separators) + 1);

    /// <summary>The parts of <c>V1_2.3__name.sql</c>'s version, between single dots or underscores; null for a name of another form.</summary>
    private static ValueList<string>? FlywayVersion(string name)
    {
        if (name[0] is not ('V' or 'B' or 'U'))
            return null;
        var end = name.IndexOf("__", StringComparison.Ordinal);
        if (end < 2)
            return null;
        var parts = name.Substring(1, end - 1).Split('.', '_');
        foreach (var part in parts)
        {
            if (part.Length == 0)
                return null;
            foreach (var c in part)
            {
                if (c is < '0' or > '9')
                    return null;
            }
        }

        return parts.ToValueList();
    }

    /// <summary>Folder by folder, files of a folder in natural order.</summary>
    private static int ComparePaths(string left, string right)
    {
        var leftParts = left.Split(Separators);
        var rightParts = right.Split(Separators);
        for (var i = 0; i < Math.Min(leftParts.Length, rightParts.Length); i++)
        {
            var order = CompareNaturally(leftParts[i], rightParts[i]);
            if (order != 0)
                return order;
        }

        return leftParts.Length.CompareTo(rightParts.Length);
    }

    /// <summary>Digits by their number, everything else by its characters.</summary>
    private static int CompareNaturally(string left, string right)
    {
        var (i, j) = (0, 0);
        while (i < left.Length && j < right.Length)
        {
            var (leftDigits, rightDigits) = (DigitsAt(left, i), DigitsAt(right, j));
            if (leftDigits > 0 && rightDigits > 0)
            {
                var order = CompareDigits(left.Substring(i, leftDigits), right.Substring(j, rightDigits));
                if (order != 0)
                    return order;
                i += leftDigits;
                j += rightDigits;
            }
            else
            {
                if (left[i] != right[j])
                    return left[i].CompareTo(right[j]);
                i++;
                j++;
            }
        }

        return (left.Length - i).CompareTo(right.Length - j);
    }

    private static int DigitsAt(string text, int start)
    {
        var end = start;
        while (end < text.Length && text[end] is >= '0' and <= '9')
            end++;
        return end - start;
    }

    /// <summary>Numbers of any length: timestamps with fractions do not fit in 64 bits.</summary>
    private static int CompareDigits(string left, string right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right);
    }
}
