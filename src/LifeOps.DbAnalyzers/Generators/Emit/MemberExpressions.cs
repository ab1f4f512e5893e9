using LifeOps.DbAnalyzers.Generators.Model;

namespace LifeOps.DbAnalyzers.Generators.Emit;

/// <summary>One column as C#: its type with nullability, how it is read from a row and written to a command or COPY.</summary>
internal sealed class MemberExpressions(MemberModel member, ClrType type)
{
    private const string NpgsqlDbType = "global::NpgsqlTypes.NpgsqlDbType.";

    public MemberModel Member { get; } = member;

    public ClrType Type { get; } = type;

    public bool IsNullable => Member.IsNullable;

    /// <summary>The property's type in the row record.</summary>
    public string RowType => IsNullable ? Type.Name + "?" : Type.Name;

    /// <summary>A non-null reference needs a first value that the compiler accepts.</summary>
    public bool NeedsInitializer => !Type.IsValueType && !IsNullable;

    /// <summary>
    /// Whether making a row by hand must give the column: all that are NOT NULL but those that the server fills when the C#
    /// default (Guid.Empty, year 1, identity 0) is left in place, which is never a real value.
    /// </summary>
    public bool IsRequired => !IsNullable && !IsFilledByServer;

    /// <summary>EF Core leaves such a column to the server as long as it has the C# default; not one that may be NULL, which is a value to store.</summary>
    public bool IsFilledByServer => Member.IsIdentity || Member.IsComputed || (Member.HasDefault && !IsNullable && HasUnusedDefault);

    /// <summary>What the database stores: the value inside an id, else the property's own.</summary>
    private ClrType Stored => Type.Key ?? Type;

    private bool HasUnusedDefault => Stored.Name is "global::System.Guid" or "global::System.DateTime" or "global::System.DateTimeOffset" or "global::NodaTime.Instant";

    /// <summary>Reads the column from <c>reader</c> at an ordinal expression.</summary>
    /// <param name="jsonbReader">The class that reads jsonb from this kind of reader; null when the reader does it.</param>
    public string Read(string ordinal, string? jsonbReader)
    {
        var value = jsonbReader is not null && Member.Type.IsJsonb
            ? jsonbReader + ".GetString(reader, " + ordinal + ")"
            : "reader." + (Type.Getter ?? "GetFieldValue<" + Stored.Name + ">") + "(" + ordinal + ")";
        if (Type.EnumLabels is { } labels)
            value = labels + ".Parse(reader.GetString(" + ordinal + "))";
        if (Type.Key is not null)
            value = "new " + Type.Name + "(" + value + ")";
        return IsNullable ? "reader.IsDBNull(" + ordinal + ") ? null : " + value : value;
    }

    /// <summary>A typed parameter with that value, which is not null.</summary>
    public string Parameter(string value) =>
        "new global::Npgsql.NpgsqlParameter<" + Stored.Name + "> { TypedValue = " + StoredValue(value) + TypeInitializer + " }";

    /// <summary>A parameter that is NULL.</summary>
    public string NullParameter => "new global::Npgsql.NpgsqlParameter { Value = global::System.DBNull.Value" + TypeInitializer + " }";

    /// <summary>The arguments of NpgsqlBinaryImporter.Write for that value, which is not null.</summary>
    public string WriteArguments(string value) =>
        StoredValue(value) + (Type.NpgsqlDbType is { } dbType ? ", " + NpgsqlDbType + dbType
            : Type.DataTypeName is { } dataType ? ", " + CSharpLiteral.Of(dataType)
            : "");

    private string StoredValue(string value) => Type.Key is null ? value : value + ".Value";

    private string TypeInitializer =>
        Type.NpgsqlDbType is { } dbType ? ", NpgsqlDbType = " + NpgsqlDbType + dbType
        : Type.DataTypeName is { } dataType ? ", DataTypeName = " + CSharpLiteral.Of(dataType)
        : "";
}
