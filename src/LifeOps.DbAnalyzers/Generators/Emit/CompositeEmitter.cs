using System.Linq;
using LifeOps.DbAnalyzers.Generators.Model;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.Generators.Emit;

/// <summary>Writes the file of one composite type. Its attributes can all be NULL: PostgreSQL has no NOT NULL there.</summary>
internal static class CompositeEmitter
{
    public static string HintName(CompositeModel model) => GeneratedFile.HintName(model.Options, model.TypeName);

    public static SourceText Emit(CompositeModel model, ConsumerTraits traits)
    {
        var types = new ClrTypeMap(traits, model.Options);
        var name = RelationText.SqlName(model.Schema, model.Name);
        var set = traits.HasInit ? "init" : "set";
        var members = model.Members.Select(member => new MemberExpressions(member with { IsNullable = true }, types.Of(member.Type))).ToArray();
        var writer = GeneratedFile.Begin(
            model.Options, traits, "Composite type " + model.Schema + "." + model.Name, [model.SourceFile], hasNames: true, [.. GeneratedFile.ArraySuppressions(members)]);
        DocComment.Write(writer, "summary", model.Comment ?? "The composite type " + name + ".");
        writer.Open(model.Options.Visibility + " sealed partial record " + model.TypeName);
        var first = true;
        foreach (var member in members)
        {
            if (!first)
                writer.Line();
            first = false;
            DocComment.Write(writer, "summary", member.Member.Comment ?? "Attribute " + member.Member.ColumnName + ".");
            DocComment.Write(writer, "remarks", member.Member.Declaration);
            if (traits.HasNpgsql)
                writer.Line("[global::NpgsqlTypes.PgName(" + CSharpLiteral.Of(member.Member.ColumnName) + ")]");
            writer.Line("public " + member.RowType + " " + member.Member.Name + " { get; " + set + "; }");
        }

        writer.Close();
        writer.Close();
        return writer.ToSourceText();
    }
}
