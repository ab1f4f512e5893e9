using System;
using LifeOps.DbAnalyzers.SqlFiles;
using LifeOps.PostgreSql;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Generators;

/// <summary>The C# type of a timestamptz column.</summary>
internal enum TimestampType
{
    DateTime,
    DateTimeOffset,
    Instant,
}

/// <summary>How the record of a row is made.</summary>
internal enum RecordShape
{
    /// <summary>By an object initializer.</summary>
    Init,

    /// <summary>By a constructor with every column in order.</summary>
    Positional,
}

/// <summary>What a project sets on a schema file: MSBuild item metadata of its AdditionalFiles item.</summary>
/// <param name="Namespace">LifeOpsNamespace; default: the project's root namespace followed by <c>.Database</c>.</param>
/// <param name="IsInternal">LifeOpsVisibility is <c>internal</c>.</param>
/// <param name="Timestamps">LifeOpsTimestampType.</param>
/// <param name="SingularNames">LifeOpsSingularNames: whether table sensor_readings gives SensorReading.</param>
/// <param name="Shape">LifeOpsRecordShape.</param>
/// <param name="TypedIds">LifeOpsTypedIds: whether a key is a type of its own, which foreign keys share.</param>
/// <param name="IsEnabled">LifeOpsGenerate: whether records are wanted at all.</param>
internal sealed record GeneratorOptions(string Namespace, bool IsInternal, TimestampType Timestamps, bool SingularNames, RecordShape Shape, bool TypedIds, bool IsEnabled)
{
    public const string NamespaceKey = SchemaNamespace.MetadataKey;
    public const string VisibilityKey = "LifeOpsVisibility";
    public const string TimestampTypeKey = "LifeOpsTimestampType";
    public const string SingularNamesKey = "LifeOpsSingularNames";
    public const string RecordShapeKey = "LifeOpsRecordShape";
    public const string TypedIdsKey = "LifeOpsTypedIds";
    public const string GenerateKey = "LifeOpsGenerate";

    public static GeneratorOptions Default { get; } = 
        new("Database", IsInternal: false, TimestampType.DateTime, SingularNames: true, RecordShape.Init, TypedIds: false, IsEnabled: true);

    /// <summary>The keyword in front of every generated type.</summary>
    public string Visibility => IsInternal ? "internal" : "public";

    /// <summary>Reads the options of one file; a value that does not exist counts as not set and is named in <paramref name="unknown"/>.</summary>
    public static GeneratorOptions Read(string path, AnalyzerConfigOptions file, AnalyzerConfigOptions global, out ValueList<UnknownOption> unknown)
    {
        unknown = default;
        return new(
            ReadNamespace(path, file, global, ref unknown),
            ReadChoice(path, file, VisibilityKey, ref unknown, "public", "internal") == 1,
            (TimestampType)ReadChoice(path, file, TimestampTypeKey, ref unknown, nameof(TimestampType.DateTime), nameof(TimestampType.DateTimeOffset), nameof(TimestampType.Instant)),
            ReadChoice(path, file, SingularNamesKey, ref unknown, "true", "false") == 0,
            (RecordShape)ReadChoice(path, file, RecordShapeKey, ref unknown, nameof(RecordShape.Init), nameof(RecordShape.Positional)),
            ReadChoice(path, file, TypedIdsKey, ref unknown, "false", "true") == 1,
            ReadChoice(path, file, GenerateKey, ref unknown, "true", "false") == 0);
    }

    private static string ReadNamespace(string path, AnalyzerConfigOptions file, AnalyzerConfigOptions global, ref ValueList<UnknownOption> unknown)
    {
        if (SchemaNamespace.ReadOwn(file) is { } own && !SchemaNamespace.IsNamespace(own))
            unknown = unknown.With(new(path, NamespaceKey, own, "a C# namespace"));
        return SchemaNamespace.Of(file, global);
    }

    private static int ReadChoice(string path, AnalyzerConfigOptions file, string key, ref ValueList<UnknownOption> unknown, params string[] choices)
    {
        if (ReadMetadata(file, key) is not { } value)
            return 0;

        var index = Array.FindIndex(choices, choice => string.Equals(choice, value, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
            return index;

        unknown = unknown.With(new(path, key, value, string.Join(", ", choices)));
        return 0;
    }

    private static string? ReadMetadata(AnalyzerConfigOptions file, string key) =>
        file.TryGetValue("build_metadata.AdditionalFiles." + key, out var value) && value.Trim() is { Length: > 0 } trimmed ? trimmed : null;
}

/// <summary>An option with a value that does not exist (LDB0004).</summary>
internal sealed record UnknownOption(string Path, string Key, string Value, string Allowed);
