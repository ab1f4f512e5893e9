namespace LifeOps.DbAnalyzers.Generators.Emit;

/// <summary>Writes the struct for columns that may be NULL and have a default, where null alone could mean either.</summary>
internal static class OptionalEmitter
{
    public static void Write(GeneratorOptions options, CodeWriter writer) =>
        writer.Without("CA1716, CA2225", "Visual Basic can quote the name; the constructor does what the conversion does.", () => WriteStruct(options, writer));

    private static void WriteStruct(GeneratorOptions options, CodeWriter writer)
    {
        writer.Line("/// <summary>A column's value, NULL included, or nothing, which asks for the column's default.</summary>");
        writer.Line("/// <typeparam name=\"T\">The nullable type of the column.</typeparam>");
        writer.Open(options.Visibility + " readonly struct Optional<T> : global::System.IEquatable<Optional<T>>");
        writer.Line("/// <summary>Gives a value.</summary>");
        writer.Line("/// <param name=\"value\">The value; null stores NULL.</param>");
        writer.Open("public Optional(T value)");
        writer.Line("Value = value;");
        writer.Line("IsGiven = true;");
        writer.Close();
        writer.Line("/// <summary>Whether a value, or NULL, was given.</summary>");
        writer.Line("public bool IsGiven { get; }");
        writer.Line();
        writer.Line("/// <summary>The value; null when none was given.</summary>");
        writer.Line("public T Value { get; }");
        writer.Line();
        writer.Line("/// <summary>Gives a value.</summary>");
        writer.Line("/// <param name=\"value\">The value; null stores NULL.</param>");
        writer.Line("public static implicit operator Optional<T>(T value) => new Optional<T>(value);");
        writer.Line();
        writer.Line("/// <summary>Whether both are the same.</summary>");
        writer.Line("/// <param name=\"left\">One.</param>");
        writer.Line("/// <param name=\"right\">The other.</param>");
        writer.Line("public static bool operator ==(Optional<T> left, Optional<T> right) => left.Equals(right);");
        writer.Line();
        writer.Line("/// <summary>Whether the two differ.</summary>");
        writer.Line("/// <param name=\"left\">One.</param>");
        writer.Line("/// <param name=\"right\">The other.</param>");
        writer.Line("public static bool operator !=(Optional<T> left, Optional<T> right) => !left.Equals(right);");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public bool Equals(Optional<T> other) => IsGiven == other.IsGiven && global::System.Collections.Generic.EqualityComparer<T>.Default.Equals(Value, other.Value);");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public override bool Equals(object? obj) => obj is Optional<T> other && Equals(other);");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public override int GetHashCode() => IsGiven && Value is not null ? Value.GetHashCode() : 0;");
        writer.Close();
    }
}
