using System.Reflection;
using LifeOps.DbAnalyzers.Generators;
using LifeOps.PostgreSql;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Generators;

/// <summary>What stays in the generator's cache between two keystrokes: plain values that compare by content.</summary>
public class CachedModelTests
{
    private static readonly string[] CachedSteps =
    [
        RowRecordGenerator.Steps.Files, RowRecordGenerator.Steps.Groups, RowRecordGenerator.Steps.Schemas, RowRecordGenerator.Steps.Relations, RowRecordGenerator.Steps.Enums,
        RowRecordGenerator.Steps.Composites, RowRecordGenerator.Steps.Registrations, RowRecordGenerator.Steps.JsonbReadings, RowRecordGenerator.Steps.Collisions, RowRecordGenerator.Steps.Traits,
    ];

    private const string Schema = """
        CREATE TYPE mood AS ENUM ('happy', 'sad');
        CREATE TYPE place AS (latitude float8, feeling mood);
        CREATE TYPE span AS RANGE (SUBTYPE = float8);
        CREATE TABLE users (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), "ID" int, home place, feelings mood[], window_of span, settings jsonb);
        CREATE INDEX idx_users_home ON users (id);
        CREATE VIEW all_users AS SELECT id FROM users;
        """;

    [Fact]
    public void CachedModel_HoldsOnlyPlainValues()
    {
        var run = new GeneratorRun(("/0/a.schema.sql", Schema));
        var seen = new HashSet<Type>();
        foreach (var step in CachedSteps)
        {
            var values = run.Values(step).ToList();
            Assert.True(values.Count > 0, "Nothing came out of " + step);
            foreach (var value in values)
                AssertPlain(value.GetType(), step, seen);
        }
    }

    [Fact]
    public void CachedModels_OfTwoRunsAreEqual()
    {
        var first = new GeneratorRun(("/0/a.schema.sql", Schema));
        var second = new GeneratorRun(("/0/a.schema.sql", Schema));
        foreach (var step in CachedSteps)
            Assert.Equal(first.Values(step), second.Values(step), EqualityComparer<object>.Default);
    }

    private static void AssertPlain(Type type, string path, HashSet<Type> seen)
    {
        if (!seen.Add(type) || type.IsPrimitive || type.IsEnum || type == typeof(string))
            return;

        Assert.False(type.Namespace is { } ns && ns.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), $"{path} holds a {type}");
        Assert.False(typeof(Delegate).IsAssignableFrom(type), $"{path} holds a {type}");
        if (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ValueList<>) || type.GetGenericTypeDefinition() == typeof(Nullable<>)))
        {
            AssertPlain(type.GetGenericArguments()[0], path + "[]", seen);
            return;
        }

        Assert.True(
            typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type),
            $"{path} holds a {type}, which does not compare by value");
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
            AssertPlain(field.FieldType, path + "." + field.Name, seen);
    }
}
