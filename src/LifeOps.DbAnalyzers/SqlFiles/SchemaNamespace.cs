using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.SqlFiles;

/// <summary>
/// The C# namespace of a schema file, which is also what tells databases apart: the schema files of one namespace are one database, to
/// the generator and to the rules alike.
/// </summary>
internal static class SchemaNamespace
{
    public const string MetadataKey = "LifeOpsNamespace";

    /// <summary>LifeOpsNamespace of the file, or the project's root namespace followed by <c>.Database</c>.</summary>
    public static string Of(AnalyzerConfigOptions file, AnalyzerConfigOptions global)
    {
        if (ReadOwn(file) is { } own && IsNamespace(own))
            return own;
        return global.TryGetValue("build_property.RootNamespace", out var root) && IsNamespace(root) ? root + ".Database" : "Database";
    }

    /// <summary>What is set on the file, whether it is a namespace or not; null when nothing is.</summary>
    public static string? ReadOwn(AnalyzerConfigOptions file) =>
        file.TryGetValue("build_metadata.AdditionalFiles." + MetadataKey, out var value) && value.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>Whether every part is an identifier and no keyword, so that it can be written as it is.</summary>
    public static bool IsNamespace(string value)
    {
        foreach (var part in value.Split('.'))
        {
            if (!SyntaxFacts.IsValidIdentifier(part) || SyntaxFacts.GetKeywordKind(part) != SyntaxKind.None)
                return false;
        }

        return true;
    }
}
