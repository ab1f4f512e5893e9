using System.Linq;
using LifeOps.DbAnalyzers.Generators.Model;

namespace LifeOps.DbAnalyzers.Generators.Emit;

/// <summary>
/// Writes what tells Dapper and EF Core that an id is the key inside it. Npgsql needs none of it: the generated code hands it the key.
/// </summary>
internal static class IdRegistrationEmitter
{
    private const string Dapper = "global::Dapper.SqlMapper";
    private const string Configuration = "global::Microsoft.EntityFrameworkCore.ModelConfigurationBuilder";
    private const string Converter = "global::Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter";

    public static void Write(TypeRegistrationModel model, ConsumerTraits traits, ClrTypeMap types, CodeWriter writer)
    {
        (string Name, string Key)[] ids = [.. model.Ids.Select(id => (id.TypeName, types.Of(id.Key).Name))];
        if (traits.HasDapper)
            WriteDapper(ids, writer);
        if (traits.HasEfConventions)
            WriteEf(ids, writer);
    }

    private static void WriteDapper((string Name, string Key)[] ids, CodeWriter writer)
    {
        writer.Line("/// <summary>Teaches Dapper the types of ids, in rows and in parameters; call it once.</summary>");
        writer.Open("public static void UseLifeOpsIdsInDapper()");
        foreach (var (name, key) in ids)
            writer.Line(Dapper + ".AddTypeHandler(new IdHandler<" + name + ", " + key + ">(key => new " + name + "(key), id => id.Value));");
        writer.Close();

        writer.Line("private sealed class IdHandler<TId, TKey> : " + Dapper + ".TypeHandler<TId>");
        writer.Indented("where TId : struct");
        writer.Indented("where TKey : struct");
        writer.Open();
        writer.Line("private readonly global::System.Func<TKey, TId> _wrap;");
        writer.Line("private readonly global::System.Func<TId, TKey> _unwrap;");
        writer.Line();
        writer.Open("public IdHandler(global::System.Func<TKey, TId> wrap, global::System.Func<TId, TKey> unwrap)");
        writer.Line("_wrap = wrap;");
        writer.Line("_unwrap = unwrap;");
        writer.Close();
        writer.Line("public override TId Parse(object value) => _wrap((TKey)value);");
        writer.Line();
        writer.Line("public override void SetValue(global::System.Data.IDbDataParameter parameter, TId value) => parameter.Value = _unwrap(value);");
        writer.Close();
    }

    private static void WriteEf((string Name, string Key)[] ids, CodeWriter writer)
    {
        writer.Line("/// <summary>Teaches EF Core the types of ids; call it in ConfigureConventions.</summary>");
        writer.Line("/// <param name=\"configuration\">The builder that ConfigureConventions is given.</param>");
        writer.Line("/// <returns>The same builder.</returns>");
        writer.Open("public static " + Configuration + " UseLifeOpsTypes(this " + Configuration + " configuration)");
        writer.ThrowIfNull("configuration");
        foreach (var (name, _) in ids)
            writer.Line("configuration.Properties<" + name + ">().HaveConversion<" + name + "Converter>();");
        writer.Line("return configuration;");
        writer.Close();
        foreach (var (name, key) in ids)
            writer.Without("CA1812", "EF Core makes it.", () => WriteConverter(name, key, writer));
    }

    private static void WriteConverter(string name, string key, CodeWriter writer)
    {
        writer.Open("private sealed class " + name + "Converter : " + Converter + "<" + name + ", " + key + ">");
        writer.Line("public " + name + "Converter()");
        writer.Indented(": base(id => id.Value, key => new " + name + "(key))");
        writer.Open();
        writer.Close();
        writer.Close();
    }
}
