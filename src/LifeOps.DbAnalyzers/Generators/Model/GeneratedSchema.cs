using LifeOps.PostgreSql;

namespace LifeOps.DbAnalyzers.Generators.Model;

/// <summary>Everything that is generated for one namespace.</summary>
internal sealed record GeneratedSchema
{
    public ValueList<RelationModel> Relations { get; init; }

    public ValueList<EnumModel> Enums { get; init; }

    public ValueList<CompositeModel> Composites { get; init; }

    public required TypeRegistrationModel Registration { get; init; }

    public ValueList<NameCollision> Collisions { get; init; }
}
