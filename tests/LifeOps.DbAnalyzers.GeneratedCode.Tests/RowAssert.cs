using System.Collections;
using System.Reflection;
using Xunit;

namespace LifeOps.GeneratedCode.Tests;

/// <summary>Compares rows property by property, arrays by their elements.</summary>
internal static class RowAssert
{
    public static void Equal(RecordUnderTest record, IReadOnlyList<object> expected, IReadOnlyList<object> actual, Func<PropertyInfo, bool> compares)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            foreach (var property in record.Properties.Where(compares))
            {
                var left = property.GetValue(expected[i]);
                var right = property.GetValue(actual[i]);
                Assert.True(Same(left, right), $"{record.Type.Name}.{property.Name} of row {i}: expected {Show(left)}, got {Show(right)}");
            }
        }
    }

    /// <summary>Whether two values of a column are equal, arrays and composites by what is in them.</summary>
    public static bool Same(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (IDictionary a, IDictionary b) => a.Count == b.Count && a.Keys.Cast<object>().All(key => b.Contains(key) && Same(a[key], b[key])),
        (string a, string b) => a == b,
        (IEnumerable a, IEnumerable b) => a.Cast<object?>().SequenceEqual(b.Cast<object?>(), EqualityComparer<object?>.Create(Same)),
        _ when left.GetType().Namespace!.StartsWith("LifeOps.", StringComparison.Ordinal) && left.GetType().IsClass =>
            left.GetType() == right.GetType() && left.GetType().GetProperties().All(property => Same(property.GetValue(left), property.GetValue(right))),
        _ => left.Equals(right),
    };

    public static string Show(object? value) => value switch
    {
        null => "null",
        string text => "\"" + text + "\"",
        IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(Show)) + "]",
        _ => $"{value} ({value.GetType().Name})",
    };
}
