using LifeOps.PostgreSql;

namespace LifeOps.DbAnalyzers.Generators.Model;

/// <summary>A PostgreSQL enum and the C# enum generated for it.</summary>
internal sealed record EnumModel
{
    public required GeneratorOptions Options { get; init; }

    public required string TypeName { get; init; }

    public required string Schema { get; init; }

    public required string Name { get; init; }

    public required string SourceFile { get; init; }

    public string? Comment { get; init; }

    /// <summary>In the order of the labels, which is PostgreSQL's sort order.</summary>
    public ValueList<EnumMemberModel> Members { get; init; }
}

/// <summary>One label and the C# member that stands for it.</summary>
internal sealed record EnumMemberModel(string Name, string Label);
