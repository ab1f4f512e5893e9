using LifeOps.PostgreSql;

namespace LifeOps.DbAnalyzers.Generators.Model;

/// <summary>Everything that is generated for one namespace.</summary>
internal sealed record GeneratedSchema
{
    public ValueList<RelationModel> Relations { get; init; }

    public ValueList<EnumModel> Enums { get; init; }

    public ValueList<CompositeModel> Composites { get; init; }

    public required TypeRegistrationModel Registration { get; init; }

    /// <summary>The options of the class that reads jsonb; null when no relation has such a column.</summary>
    public GeneratorOptions? JsonbReading { get; init; }

    public ValueList<NameCollision> Collisions { get; init; }
}
