using LifeOps.PostgreSql;

namespace LifeOps.DbAnalyzers.Generators.Model;

/// <summary>What <c>UseLifeOpsTypes</c> of one namespace registers.</summary>
internal sealed record TypeRegistrationModel
{
    public required GeneratorOptions Options { get; init; }

    /// <summary>File names, without folders.</summary>
    public ValueList<string> SourceFiles { get; init; }

    public ValueList<RegisteredType> Enums { get; init; }

    /// <summary>A composite stands behind those that its attributes use.</summary>
    public ValueList<RegisteredType> Composites { get; init; }

    public ValueList<RegisteredRange> Ranges { get; init; }

    /// <summary>The types of ids.</summary>
    public ValueList<RegisteredId> Ids { get; init; }

    /// <summary>Whether an insert shape has a column of <see cref="InsertRole.NullableDefaulted"/>.</summary>
    public bool NeedsOptional { get; init; }
}

/// <summary>A user-defined type and its C# name.</summary>
internal sealed record RegisteredType(string Schema, string Name, string TypeName);

/// <summary>A type of ids and the key in it.</summary>
internal sealed record RegisteredId(string TypeName, MemberType Key);

/// <summary>A user-defined range and the type of its bounds.</summary>
internal sealed record RegisteredRange(string Schema, string Name, MemberType SubType);
