using System.IO;
using System.Threading;
using LifeOps.PostgreSql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Generators;

/// <summary>One <c>*.schema.sql</c> file with its options: the first, and only, place where the file's text enters the pipeline.</summary>
internal sealed record SchemaFile(string Path, string Text, GeneratorOptions Options, ValueList<UnknownOption> UnknownOptions)
{
    public const string Suffix = ".schema.sql";

    /// <summary>The name without folders: generated code must not depend on where the project lies.</summary>
    public string FileName => System.IO.Path.GetFileName(Path.Replace('\\', '/'));

    public static bool IsSchemaFile(AdditionalText file) => file.Path.EndsWith(Suffix, System.StringComparison.OrdinalIgnoreCase);

    public static SchemaFile Read(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellationToken)
    {
        var parsed = GeneratorOptions.Read(file.Path, options.GetOptions(file), options.GlobalOptions, out var unknown);
        // A file that cannot be read (or is no text) has no text here; the compiler itself reports why.
        var text = parsed.IsEnabled ? file.GetText(cancellationToken)?.ToString() ?? "" : "";
        return new(file.Path, text, parsed, unknown);
    }
}
