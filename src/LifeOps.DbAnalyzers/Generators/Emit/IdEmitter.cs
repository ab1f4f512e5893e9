using LifeOps.DbAnalyzers.Generators.Model;

namespace LifeOps.DbAnalyzers.Generators.Emit;

/// <summary>Writes the type of a table's ids: the key's value, which no other table's can be taken for.</summary>
internal static class IdEmitter
{
    public static void Write(RelationModel relation, ClrType key, CodeWriter writer)
    {
        var name = relation.IdTypeName;
        var isGuid = key.Name == "global::System.Guid";
        DocComment.Write(writer, "summary", "Names a row of " + RelationText.SqlName(relation.Schema, relation.Name) + ".");
        writer.Line("/// <param name=\"Value\">The primary key.</param>");
        writer.Open(relation.Options.Visibility + " readonly record struct " + name + "(" + key.Name + " Value) : global::System.IComparable<" + name + ">");
        if (isGuid)
        {
            writer.Line("/// <summary>A new id.</summary>");
            writer.Line("public static " + name + " New() => new " + name + "(global::System.Guid.NewGuid());");
            writer.Line();
        }

        writer.Line("/// <inheritdoc/>");
        writer.Line("public int CompareTo(" + name + " other) => Value.CompareTo(other.Value);");
        writer.Line();
        writer.Line("/// <summary>The key as text.</summary>");
        writer.Line("public override string ToString() => Value.ToString(" + (isGuid ? "" : "global::System.Globalization.CultureInfo.InvariantCulture") + ");");
        foreach (var (symbol, meaning) in ((string, string)[])[("<", "before"), ("<=", "not behind"), (">", "behind"), (">=", "not before")])
        {
            writer.Line();
            writer.Line("/// <summary>Whether the first is " + meaning + " the second.</summary>");
            writer.Line("public static bool operator " + symbol + "(" + name + " left, " + name + " right) => left.CompareTo(right) " + symbol + " 0;");
        }

        writer.Close();
    }
}
