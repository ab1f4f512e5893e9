using LifeOps.DbAnalyzers.Generators.Model;
using LifeOps.DbAnalyzers.Generators.Naming;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.Generators.Emit;

/// <summary>Writes the file of one enum; its members are in the order of the labels, so C# compares as PostgreSQL does.</summary>
internal static class EnumEmitter
{
    public static string HintName(EnumModel model) => GeneratedFile.HintName(model.Options, model.TypeName);

    public static SourceText Emit(EnumModel model, ConsumerTraits traits)
    {
        var name = RelationText.SqlName(model.Schema, model.Name);
        var writer = GeneratedFile.Begin(model.Options, traits, "Enum " + model.Schema + "." + model.Name, [model.SourceFile], hasNames: true);
        DocComment.Write(writer, "summary", model.Comment ?? "The enum " + name + ".");
        writer.Open(model.Options.Visibility + " enum " + model.TypeName);
        for (var i = 0; i < model.Members.Count; i++)
        {
            if (i > 0)
                writer.Line();
            DocComment.Write(writer, "summary", "'" + model.Members[i].Label + "'");
            if (traits.HasNpgsql)
                writer.Line("[global::NpgsqlTypes.PgName(" + CSharpLiteral.Of(model.Members[i].Label) + ")]");
            writer.Line(model.Members[i].Name + ",");
        }

        writer.Close();
        if (!traits.HasNpgsql)
            WriteLabels(model, writer, name);
        writer.Close();
        return writer.ToSourceText();
    }

    private static void WriteLabels(EnumModel model, CodeWriter writer, string name)
    {
        DocComment.Write(writer, "summary", "The labels of " + name + ".");
        writer.Open(model.Options.Visibility + " static class " + TypeNames.LabelsClass(model.TypeName));
        writer.Line("/// <summary>The member that a label stands for.</summary>");
        writer.Line("/// <param name=\"label\">The label as PostgreSQL stores it.</param>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">There is no such label.</exception>");
        writer.Line("public static " + model.TypeName + " Parse(string label) => label switch");
        writer.Open();
        foreach (var member in model.Members)
            writer.Line(CSharpLiteral.Of(member.Label) + " => " + model.TypeName + "." + member.Name + ",");
        writer.Line("_ => throw new global::System.ArgumentException(" + CSharpLiteral.Of("No label of " + name + ": ") + " + label, nameof(label)),");
        writer.Close(";");
        writer.Line("/// <summary>The label of a member.</summary>");
        writer.Line("/// <param name=\"value\">A member.</param>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">The value is no member.</exception>");
        writer.Line("public static string ToLabel(" + model.TypeName + " value) => value switch");
        writer.Open();
        foreach (var member in model.Members)
            writer.Line(model.TypeName + "." + member.Name + " => " + CSharpLiteral.Of(member.Label) + ",");
        writer.Line("_ => throw new global::System.ArgumentException(" + CSharpLiteral.Of("No member of " + name + ".") + ", nameof(value)),");
        writer.Close(";");
        writer.Close();
    }
}
