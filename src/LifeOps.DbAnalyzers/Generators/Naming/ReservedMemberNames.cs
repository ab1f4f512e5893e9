using System;
using System.Collections.Generic;

namespace LifeOps.DbAnalyzers.Generators.Naming;

/// <summary>Member names that a column cannot have: those of every object and record, and those of the generated records themselves.</summary>
internal static class ReservedMemberNames
{
    private static readonly string[] All =
    [
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize", "ReferenceEquals",
        "EqualityContract", "PrintMembers", "Clone", "Deconstruct",
        "TableName", "SelectList", "Columns", "Read", "ToNew", "PrimaryKey", "ToKey", "FindAsync",
        "InsertInto", "AddTo", "ReturningRow", "CopyCommand", "GivesSameColumnsAs", "WriteTo", "WriteToAsync", "Copy", "CopyAsync",
    ];

    /// <summary>The same whatever the case, as two names in one scope must differ.</summary>
    public static readonly HashSet<string> InAnyCase = new(All, StringComparer.OrdinalIgnoreCase);

    /// <summary>The same as C# tells them apart.</summary>
    public static readonly HashSet<string> Exact = new(All, StringComparer.Ordinal);
}
