using System.Numerics;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>
/// The order of migration files: by the numbers that their names begin with (<c>2_</c> before <c>10_</c>, <c>V1.2__</c> before
/// <c>V1.10__</c>), then by name.
/// </summary>
internal sealed class MigrationOrder : IComparer<string>
{
    public static MigrationOrder Instance { get; } = new();

    /// <summary>Whether a file name begins with a number, or with V and a number (Flyway).</summary>
    public static bool HasNumber(string fileName) => NumbersOf(fileName).Count > 0;

    public int Compare(string? x, string? y)
    {
        var left = Path.GetFileName(x) ?? "";
        var right = Path.GetFileName(y) ?? "";
        foreach (var (first, second) in NumbersOf(left).Zip(NumbersOf(right)))
        {
            if (first != second)
                return first.CompareTo(second);
        }

        return string.CompareOrdinal(left, right);
    }

    private static List<BigInteger> NumbersOf(string name)
    {
        var numbers = new List<BigInteger>();
        var i = name.Length > 1 && name[0] is 'V' or 'v' && char.IsAsciiDigit(name[1]) ? 1 : 0;
        while (i < name.Length && char.IsAsciiDigit(name[i]))
        {
            var start = i;
            while (i < name.Length && char.IsAsciiDigit(name[i]))
                i++;
            numbers.Add(BigInteger.Parse(name[start..i], System.Globalization.CultureInfo.InvariantCulture));
            if (i + 1 < name.Length && name[i] is '.' or '_' && char.IsAsciiDigit(name[i + 1]))
                i++;
        }

        return numbers;
    }
}
