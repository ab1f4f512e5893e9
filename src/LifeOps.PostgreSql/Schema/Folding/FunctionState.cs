using System.Collections.Generic;
using LifeOps.PostgreSql.Catalog;

namespace LifeOps.PostgreSql.Schema.Folding;

/// <summary>A function, procedure or aggregate while DDL is being folded.</summary>
internal sealed class FunctionState
{
    public required string Schema { get; set; }

    public required string Name { get; set; }

    public int Order { get; init; }

    public required string Kind { get; init; }

    public List<FunctionParameter> Parameters { get; init; } = [];

    public SqlType? ReturnType { get; set; }

    public bool ReturnsSet { get; init; }

    public string? Language { get; init; }

    public char Volatility { get; set; } = 'v';

    public bool IsStrict { get; set; }

    public string? Comment { get; set; }

    /// <summary>Columns that a parsed body may use; null when there is none.</summary>
    public HashSet<ColumnState>? UsedColumns { get; set; }

    public SchemaLocation Location { get; init; }

    public QualifiedName QualifiedName => new(Schema, Name);

    /// <summary>Types of the arguments that tell overloads apart: IN, INOUT and VARIADIC.</summary>
    public List<SqlType> InputTypes
    {
        get
        {
            var types = new List<SqlType>();
            foreach (var parameter in Parameters)
            {
                if (parameter.Mode is "IN" or "INOUT" or "VARIADIC")
                    types.Add(parameter.Type);
            }

            return types;
        }
    }

    /// <summary>Follows a type that has a new name.</summary>
    public void ReplaceType(QualifiedName old, QualifiedName renamed)
    {
        if (ReturnType is { } result && result.Name == old.Name && result.Schema == old.Schema)
            ReturnType = result with { Schema = renamed.Schema, Name = renamed.Name };
        for (var i = 0; i < Parameters.Count; i++)
        {
            var type = Parameters[i].Type;
            if (type.Name == old.Name && type.Schema == old.Schema)
                Parameters[i] = Parameters[i] with { Type = type with { Schema = renamed.Schema, Name = renamed.Name } };
        }
    }

    /// <summary>The function as calls see it.</summary>
    public CatalogFunction ToSignature()
    {
        var defaults = 0;
        var outColumns = new List<CatalogColumn>();
        var isVariadic = false;
        foreach (var parameter in Parameters)
        {
            if (parameter.Default is not null)
                defaults++;
            if (parameter.Mode is "OUT" or "INOUT" or "TABLE")
                outColumns.Add(new(parameter.Name ?? "column" + (outColumns.Count + 1), parameter.Type));
            isVariadic |= parameter.Mode == "VARIADIC";
        }

        return new()
        {
            Name = Name,
            Kind = Kind switch { "AGGREGATE" => FunctionKind.Aggregate, "PROCEDURE" => FunctionKind.Procedure, _ => FunctionKind.Function },
            Arguments = InputTypes.ToArray(),
            // One OUT column is the result itself, several make a record.
            Result = outColumns.Count == 1 ? outColumns[0].Type : outColumns.Count > 1 ? SqlType.BuiltIn("record") : ReturnType ?? SqlType.BuiltIn("void"),
            ReturnsSet = ReturnsSet,
            IsStrict = IsStrict,
            IsVariadic = isVariadic,
            Volatility = Volatility,
            DefaultCount = defaults,
            OutColumns = outColumns.ToArray(),
        };
    }

    public Function ToFunction() => new()
    {
        Schema = Schema,
        Name = Name,
        Kind = Kind,
        Parameters = Parameters.ToArray(),
        ReturnType = ReturnType,
        ReturnsSet = ReturnsSet,
        Language = Language,
        Volatility = Volatility,
        Comment = Comment,
        Location = Location,
    };
}
