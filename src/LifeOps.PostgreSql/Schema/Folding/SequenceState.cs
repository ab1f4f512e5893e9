using System.Collections.Generic;

namespace LifeOps.PostgreSql.Schema.Folding;

/// <summary>A sequence while DDL is being folded.</summary>
internal sealed class SequenceState : RelationState
{
    public SqlType Type { get; set; } = SqlType.BuiltIn("int8");

    public long? Start { get; set; }

    public long? Increment { get; set; }

    public TableState? OwnerTable { get; set; }

    public ColumnState? OwnerColumn { get; set; }

    /// <summary>Columns that LIKE gave the owner's default, with it: they lose it with the sequence, as long as it is still theirs.</summary>
    public List<(ColumnState Column, string Default)>? Borrowers { get; set; }

    public override string KindName => "sequence";

    public Sequence ToSequence() => new()
    {
        Schema = Schema,
        Name = Name,
        Type = Type,
        Start = Start,
        Increment = Increment,
        OwnerTable = OwnerTable?.QualifiedName,
        OwnerColumn = OwnerColumn?.Name,
        Comment = Comment,
        Location = Location,
    };
}
