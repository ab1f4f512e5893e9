namespace LifeOps.DbAnalyzers.Generators.Naming;

/// <summary>Member names that a column cannot have: those of every object and record, and those of the generated records themselves.</summary>
internal static class ReservedMemberNames
{
    public static readonly string[] All =
    [
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize", "ReferenceEquals",
        "EqualityContract", "PrintMembers", "Clone", "Deconstruct",
        "TableName", "SelectList", "Columns", "Read", "ToNew", "PrimaryKey", "ToKey", "FindAsync",
        "InsertInto", "AddTo", "ReturningRow", "CopyCommand", "GivesSameColumnsAs", "WriteTo", "WriteToAsync", "Copy", "CopyAsync",
    ];
}
