using System.Collections.Generic;

namespace LifeOps.PostgreSql.Schema.Folding;

/// <summary>A type while DDL is being folded; composite types and row types are relations.</summary>
internal abstract class TypeState
{
    public required string Schema { get; set; }

    public required string Name { get; set; }

    public int Order { get; init; }

    public string? Comment { get; set; }

    public SchemaLocation Location { get; init; }

    public SqlType Type => new(Schema, Name);

    public QualifiedName QualifiedName => new(Schema, Name);
}

/// <summary>An enum.</summary>
internal sealed class EnumState : TypeState
{
    public List<string> Labels { get; } = [];

    public EnumType ToEnum() => new(Schema, Name, Labels.ToArray(), Comment, Location);
}

/// <summary>A domain.</summary>
internal sealed class DomainState : TypeState
{
    public required SqlType BaseType { get; set; }

    public bool IsNotNull { get; set; }

    /// <summary>Name of the NOT NULL constraint; null when the server chooses it.</summary>
    public string? NotNullName { get; set; }

    public string? DefaultExpression { get; set; }

    public List<CheckConstraint> Checks { get; } = [];

    public DomainType ToDomain() => new()
    {
        Schema = Schema,
        Name = Name,
        BaseType = BaseType,
        IsNotNull = IsNotNull,
        DefaultExpression = DefaultExpression,
        Checks = Checks.ToArray(),
        Comment = Comment,
        Location = Location,
    };
}

/// <summary>A range type.</summary>
internal sealed class RangeState : TypeState
{
    public required SqlType SubType { get; set; }

    public required MultirangeState Multirange { get; init; }

    public RangeType ToRange() => new(Schema, Name, SubType, Multirange.Name, Comment, Location);
}

/// <summary>The multirange type that comes with a range type.</summary>
internal sealed class MultirangeState : TypeState
{
    public RangeState? Range { get; set; }
}

/// <summary>A base type of CREATE TYPE (INPUT = ...), or one that is only announced.</summary>
internal sealed class BaseTypeState : TypeState
{
    public bool IsShell { get; set; }
}

/// <summary>A composite type: a relation without rows.</summary>
internal sealed class CompositeState : RelationState
{
    /// <summary>Tables made with OF this type.</summary>
    public List<TableState> TypedTables { get; } = [];

    public override string KindName => "composite type";

    public CompositeType ToComposite() => new(Schema, Name, ToColumns(), Comment, Location);
}
