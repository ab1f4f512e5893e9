using LifeOps.PostgreSql;

namespace LifeOps.DbAnalyzers.Generators.Model;

/// <summary>A table, view or materialized view and the record generated for it: everything that its one file is written from.</summary>
internal sealed record RelationModel
{
    public required GeneratorOptions Options { get; init; }

    /// <summary>The record of a row.</summary>
    public required string TypeName { get; init; }

    /// <summary>The record of a row to insert; null for views.</summary>
    public string? NewTypeName { get; init; }

    /// <summary>The type of the table's ids; null when it has none of its own.</summary>
    public string? IdTypeName { get; init; }

    public required string Schema { get; init; }

    public required string Name { get; init; }

    /// <summary>File name, without folders, that the relation comes from.</summary>
    public required string SourceFile { get; init; }

    /// <summary>For the reader: <c>Table</c>, <c>Hypertable</c>, <c>Materialized view</c> and so on.</summary>
    public required string KindText { get; init; }

    public string? Comment { get; init; }

    public long? RowEstimate { get; init; }

    /// <summary>The primary key for the reader: <c>id (pk_users)</c>; null when there is none.</summary>
    public string? KeyText { get; init; }

    /// <summary>The other indexes for the reader: <c>idx_users_email: UNIQUE btree (lower(email))</c>.</summary>
    public ValueList<string> IndexTexts { get; init; }

    public ValueList<MemberModel> Members { get; init; }

    /// <summary>Positions in <see cref="Members"/> of the primary key, in key order.</summary>
    public ValueList<int> KeyMembers { get; init; }
}
