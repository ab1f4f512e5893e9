using LifeOps.PostgreSql;

namespace LifeOps.DbAnalyzers.Generators.Model;

/// <summary>A composite type and the record generated for it.</summary>
internal sealed record CompositeModel
{
    public required GeneratorOptions Options { get; init; }

    public required string TypeName { get; init; }

    public required string Schema { get; init; }

    public required string Name { get; init; }

    public required string SourceFile { get; init; }

    public string? Comment { get; init; }

    public ValueList<MemberModel> Members { get; init; }
}
