using LifeOps.DbAnalyzers.Generators.Model;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.Generators.Emit;

/// <summary>Writes the one file per namespace that tells Npgsql, and EF Core's provider, of the schema's own types.</summary>
internal static class TypeRegistrationEmitter
{
    private const string EfOptions = "global::Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder";

    public static string HintName(TypeRegistrationModel model) => GeneratedFile.HintName(model.Options, "LifeOpsTypes");

    /// <summary>Null when there is nothing to write.</summary>
    public static SourceText? Emit(TypeRegistrationModel model, ConsumerTraits traits)
    {
        if (!traits.HasNpgsql)
            return null;

        var types = new ClrTypeMap(traits, model.Options);
        var writer = GeneratedFile.Begin(model.Options, "Registration of the database's types", model.SourceFiles);
        if (model.Options.Timestamps == TimestampType.Instant && !traits.HasNodaTime)
            writer.Line("#warning " + GeneratorOptions.TimestampTypeKey + " is Instant, but the project does not reference NodaTime: timestamptz columns are DateTime.");

        writer.Line("/// <summary>Registers the database's own types with Npgsql.</summary>");
        writer.Open(model.Options.Visibility + " static class LifeOpsTypes");
        WriteNpgsql(model, traits, writer);
        if (traits.HasEfMapEnum)
            WriteEf(model, types, writer);

        writer.Close();
        if (model.NeedsOptional)
            OptionalEmitter.Write(model.Options, writer);

        writer.Close();
        return writer.ToSourceText();
    }

    private static void WriteNpgsql(TypeRegistrationModel model, ConsumerTraits traits, CodeWriter writer)
    {
        writer.Line("/// <summary>Maps enums and composites to their C# types, and allows ranges of the database's own; call it on the NpgsqlDataSourceBuilder.</summary>");
        writer.Line("/// <param name=\"mapper\">The builder of a data source.</param>");
        writer.Line("/// <returns>The same builder.</returns>");
        // Npgsql maps composites and unmapped ranges by code made at run time (its issue 5303), and says so with these attributes.
        if (traits.HasAotAttributes && (!model.Composites.IsEmpty || (!model.Ranges.IsEmpty && traits.HasUnmappedTypesSwitch)))
        {
            writer.Line("[global::System.Diagnostics.CodeAnalysis.RequiresDynamicCode(\"Npgsql maps composite and range types by code made at run time.\")]");
            writer.Line("[global::System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"Npgsql maps composite and range types by reflection.\")]");
        }

        writer.Line("public static TMapper UseLifeOpsTypes<TMapper>(this TMapper mapper)");
        writer.Indented("where TMapper : global::Npgsql.TypeMapping.INpgsqlTypeMapper");
        writer.Open();
        foreach (var type in model.Enums)
            writer.Line("mapper.MapEnum<global::" + model.Options.Namespace + "." + type.TypeName + ">(" + CSharpLiteral.Of(type.Schema + "." + type.Name) + ");");
        foreach (var type in model.Composites)
            writer.Line("mapper.MapComposite<global::" + model.Options.Namespace + "." + type.TypeName + ">(" + CSharpLiteral.Of(type.Schema + "." + type.Name) + ");");
        if (!model.Ranges.IsEmpty && traits.HasUnmappedTypesSwitch)
            writer.Line("mapper.EnableUnmappedTypes();");
        writer.Line("return mapper;");
        writer.Close();
    }

    private static void WriteEf(TypeRegistrationModel model, ClrTypeMap types, CodeWriter writer)
    {
        writer.Line("/// <summary>Tells EF Core of the enums and ranges; call it in UseNpgsql(dataSource, options => options.UseLifeOpsTypes()).</summary>".Replace("=>", "=&gt;"));
        writer.Line("/// <param name=\"options\">The provider's options.</param>");
        writer.Line("/// <returns>The same options.</returns>");
        writer.Open("public static " + EfOptions + " UseLifeOpsTypes(this " + EfOptions + " options)");
        writer.Open("if (options is null)");
        writer.Line("throw new global::System.ArgumentNullException(nameof(options));");
        writer.Close();
        foreach (var type in model.Enums)
            writer.Line("options.MapEnum<global::" + model.Options.Namespace + "." + type.TypeName + ">(" + CSharpLiteral.Of(type.Name) + ", " + CSharpLiteral.Of(type.Schema) + ");");
        foreach (var range in model.Ranges)
        {
            if (types.Of(range.SubType) is var bound && bound != ClrType.Object)
                writer.Line("options.MapRange<" + bound.Name + ">(" + CSharpLiteral.Of(range.Name) + ", " + CSharpLiteral.Of(range.Schema) + ");");
        }

        writer.Line("return options;");
        writer.Close();
    }
}
