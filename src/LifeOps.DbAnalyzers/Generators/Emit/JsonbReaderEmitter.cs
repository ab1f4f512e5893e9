using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.Generators.Emit;

/// <summary>
/// Writes the one file per namespace that reads jsonb as text. Npgsql's GetString takes a longer way for jsonb than for text, since a version stands in front of
/// the text (its VersionPrefixedTextConverter); the same bytes, taken whole and decoded here, are there sooner.
/// </summary>
internal static class JsonbReaderEmitter
{
    private const string ClassName = "LifeOpsJsonb";

    public static string HintName(GeneratorOptions options) => GeneratedFile.HintName(options, ClassName);

    /// <summary>The class that reads jsonb from a NpgsqlDataReader; null when the reader has to do it.</summary>
    public static string? ClassFor(GeneratorOptions options, ConsumerTraits traits) =>
        traits.HasNpgsql && traits.HasBytesOfAnyType ? "global::" + options.Namespace + "." + ClassName : null;

    /// <summary>Null when there is nothing to write.</summary>
    public static SourceText? Emit(GeneratorOptions options, ConsumerTraits traits)
    {
        if (ClassFor(options, traits) is null)
            return null;

        // Without the schema files' names: they are no part of it, and a change of them would rewrite the file.
        var writer = GeneratedFile.Begin(options, traits, "Reading of jsonb columns", [], hasNames: false);
        writer.Line("/// <summary>Reads jsonb as text straight from its bytes.</summary>");
        writer.Open("internal static class " + ClassName);
        writer.Line("// PostgreSQL's pg_type.dat.");
        writer.Line("private const uint JsonbOid = 3802;");
        writer.Line();
        writer.Line("// jsonb_send: one byte of version, then the text.");
        writer.Line("private const byte BinaryVersion = 1;");
        writer.Line();
        writer.Line("// Room for nearly every value, and little to keep for a thread.");
        writer.Line("private const int BufferSize = 2048;");
        writer.Line();
        writer.Line("// As strict as Npgsql's own: what is not UTF-8 throws.");
        writer.Line("private static readonly global::System.Text.UTF8Encoding Encoding = new global::System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);");
        writer.Line();
        writer.Line("[global::System.ThreadStatic]");
        writer.Line("private static byte[]? _buffer;");
        writer.Line();
        WriteGetString(writer);
        writer.Close();
        writer.Close();
        return writer.ToSourceText();
    }

    private static void WriteGetString(CodeWriter writer)
    {
        writer.Line("/// <summary>What the reader's own GetString gives for the column.</summary>");
        writer.Line("/// <param name=\"reader\">A reader that stands on a row.</param>");
        writer.Line("/// <param name=\"ordinal\">A column of jsonb, or of whatever was selected in its place.</param>");
        writer.Line("/// <returns>The value's text.</returns>");
        writer.Line("/// <exception cref=\"global::System.InvalidCastException\">The value is NULL.</exception>");
        writer.Open("internal static string GetString(global::Npgsql.NpgsqlDataReader reader, int ordinal)");
        writer.Open("if (reader.GetDataTypeOID(ordinal) != JsonbOid)");
        writer.Line("return reader.GetString(ordinal);");
        writer.Close();
        writer.Line("// Asking for the length reads nothing yet: with SequentialAccess, GetString could not go back behind what was read.");
        writer.Open("if (reader.GetBytes(ordinal, 0, null, 0, 0) > BufferSize)");
        writer.Line("return reader.GetString(ordinal);");
        writer.Close();
        writer.Line("var buffer = _buffer ??= new byte[BufferSize];");
        writer.Line("var length = (int)reader.GetBytes(ordinal, 0, buffer, 0, BufferSize);");
        writer.Open("if (length > 0 && buffer[0] == BinaryVersion)");
        writer.Line("return Encoding.GetString(buffer, 1, length - 1);");
        writer.Close();
        writer.Line("// Text, which a command may ask for, has no version and begins with no control character. GetString says what is wrong with a version of the future.");
        writer.Line("return length > 0 && buffer[0] >= (byte)' ' ? Encoding.GetString(buffer, 0, length) : reader.GetString(ordinal);");
        writer.Close();
    }
}
