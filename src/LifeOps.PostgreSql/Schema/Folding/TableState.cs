using System.Collections.Generic;

namespace LifeOps.PostgreSql.Schema.Folding;

/// <summary>A table while DDL is being folded.</summary>
internal sealed class TableState : RowSourceState
{
    public TableKind Kind { get; init; }

    public bool IsUnlogged { get; set; }

    public bool IsTemporary { get; init; }

    /// <summary>All constraints but NOT NULL, in the order of creation.</summary>
    public List<ConstraintState> Constraints { get; } = [];

    /// <summary>Foreign keys of other tables, and of this one, that refer to this table.</summary>
    public HashSet<ConstraintState> ReferencedBy { get; } = [];

    public List<TableState> Parents { get; } = [];

    public List<TableState> Children { get; } = [];

    /// <summary>How many generations are above the table.</summary>
    public int InheritanceDepth { get; set; }

    public PartitionKey? PartitionKey { get; init; }

    /// <summary>The columns of the partition key; those inside its expressions included.</summary>
    public List<ColumnState> PartitionColumns { get; } = [];

    public string? PartitionBound { get; set; }

    public bool RowSecurityEnabled { get; set; }

    public List<RowPolicy> RowPolicies { get; } = [];

    public HypertableState? Hypertable { get; set; }

    /// <summary>The composite type of CREATE TABLE ... OF.</summary>
    public CompositeState? OfType { get; set; }

    public override string KindName => Kind == TableKind.Foreign ? "foreign table" : "table";

    public bool IsPartition => PartitionBound is not null;

    public ConstraintState? PrimaryKey
    {
        get
        {
            foreach (var constraint in Constraints)
            {
                if (constraint.Kind == ConstraintKind.PrimaryKey)
                    return constraint;
            }

            return null;
        }
    }

    public ConstraintState? FindConstraint(string name)
    {
        foreach (var constraint in Constraints)
        {
            if (constraint.Name == name)
                return constraint;
        }

        return null;
    }

    public Table ToTable()
    {
        KeyConstraint? primaryKey = null;
        var unique = new List<KeyConstraint>();
        var foreign = new List<ForeignKey>();
        var checks = new List<CheckConstraint>();
        var exclusions = new List<ExclusionConstraint>();
        foreach (var constraint in Constraints)
        {
            switch (constraint.Kind)
            {
                case ConstraintKind.PrimaryKey:
                    primaryKey = constraint.ToKey();
                    break;
                case ConstraintKind.Unique:
                    unique.Add(constraint.ToKey());
                    break;
                case ConstraintKind.ForeignKey:
                    foreign.Add(constraint.ToForeignKey());
                    break;
                case ConstraintKind.Check:
                    checks.Add(constraint.ToCheck());
                    break;
                case ConstraintKind.Exclusion:
                    exclusions.Add(constraint.ToExclusion());
                    break;
            }
        }

        var parents = new QualifiedName[Parents.Count];
        for (var i = 0; i < parents.Length; i++)
            parents[i] = Parents[i].QualifiedName;

        return new()
        {
            Schema = Schema,
            Name = Name,
            Kind = Kind,
            IsUnlogged = IsUnlogged,
            IsTemporary = IsTemporary,
            Columns = ToColumns(),
            PrimaryKey = primaryKey,
            UniqueConstraints = unique.ToArray(),
            ForeignKeys = foreign.ToArray(),
            Checks = checks.ToArray(),
            Exclusions = exclusions.ToArray(),
            Indexes = ToIndexes(),
            Parents = parents,
            PartitionKey = PartitionKey,
            PartitionBound = PartitionBound,
            Hypertable = Hypertable?.ToHypertable(this),
            StorageParameters = StorageParameters.ToArray(),
            RowSecurityEnabled = RowSecurityEnabled,
            RowPolicies = RowPolicies.ToArray(),
            Comment = Comment,
            RowEstimate = RowEstimate,
            SizeInBytes = SizeInBytes,
            Location = Location,
            NameLocation = NameLocation,
        };
    }
}

/// <summary>What makes a table a hypertable, while DDL is being folded.</summary>
internal sealed class HypertableState
{
    public List<(ColumnState Column, string? Interval, int? Partitions)> Dimensions { get; } = [];

    public string? IntegerNowFunction { get; set; }

    public bool IsFromDump { get; init; }

    public SchemaLocation Location { get; init; }

    public Hypertable ToHypertable(TableState table)
    {
        var dimensions = new HypertableDimension[Dimensions.Count];
        for (var i = 0; i < dimensions.Length; i++)
            dimensions[i] = new(Dimensions[i].Column.Name, Dimensions[i].Interval, Dimensions[i].Partitions);
        return new()
        {
            Dimensions = dimensions,
            Compression = table.Compression,
            Policies = table.Policies.ToArray(),
            IntegerNowFunction = IntegerNowFunction,
            IsFromDump = IsFromDump,
            Location = Location,
        };
    }
}
