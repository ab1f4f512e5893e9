using LifeOps.PostgreSql.Binding;
using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using FunctionParameter = LifeOps.PostgreSql.Schema.FunctionParameter;
using GeneratedKind = LifeOps.PostgreSql.Schema.GeneratedKind;
using Index = LifeOps.PostgreSql.Schema.Index;

namespace LifeOps.PostgreSql.Tests.Schema.Truth;

/// <summary>Facts of a folded model, in the words of the server's catalog.</summary>
public static class ModelFacts
{
    public static SchemaFacts Read(DatabaseSchema schema)
    {
        var facts = new SchemaFacts();
        var finder = new OperatorClassFinder(
            new(new SchemaTypes(schema)), schema.Extensions.Select(extension => PostgresCatalog.Instance.FindExtension(extension.Name)).OfType<CatalogSection>());

        foreach (var table in schema.Tables.Where(table => !table.IsTemporary))
        {
            var name = table.QualifiedName.ToString();
            var kind = table.Kind switch { TableKind.Partitioned => "p", TableKind.Foreign => "f", _ => "r" };
            facts.AddRelation(name, kind, table.IsUnlogged, table.PartitionBound is not null, table.RowSecurityEnabled, table.Comment);
            AddColumns(facts, name, table.Columns);
            foreach (var index in table.Indexes)
                AddIndex(facts, name, index, table.Columns, finder);
            AddConstraints(facts, table);
        }

        foreach (var view in schema.Views.Where(view => view.Schema != "pg_temp"))
        {
            var name = view.QualifiedName.ToString();
            facts.AddRelation(name, view.Kind == ViewKind.Materialized ? "m" : "v", false, false, false, view.Comment);
            AddColumns(facts, name, view.Columns);
            // The server keeps the indexes of a continuous aggregate on the table behind it.
            if (view.Kind == ViewKind.Materialized)
            {
                foreach (var index in view.Indexes)
                    AddIndex(facts, name, index, view.Columns, finder);
            }
        }

        foreach (var sequence in schema.Sequences.Where(sequence => sequence.Schema != "pg_temp"))
            facts.AddRelation($"{sequence.Schema}.{sequence.Name}", "S", false, false, false, sequence.Comment);

        AddTypes(facts, schema);
        foreach (var function in schema.Functions.Where(function => function.Kind is "FUNCTION" or "PROCEDURE" && function.Schema != "pg_temp"))
        {
            facts.AddFunction(
                function.Schema + "." + function.Name, function.Kind == "PROCEDURE" ? 'p' : 'f', Arguments(function), Result(function), function.Language, function.Volatility, function.Comment);
        }

        foreach (var trigger in schema.Triggers.Where(trigger => trigger.Table.Schema != "pg_temp"))
            facts.AddTrigger(trigger.Table.ToString(), trigger.Name);
        return facts;
    }

    private static void AddColumns(SchemaFacts facts, string table, IEnumerable<Column> columns)
    {
        var position = 0;
        foreach (var column in columns)
        {
            facts.AddColumn(
                table, ++position, column.Name, InSession(column.Type), column.IsNotNull, column.DefaultExpression is not null,
                column.Identity switch { IdentityKind.Always => "a", IdentityKind.ByDefault => "d", _ => "" },
                column.Generated switch { GeneratedKind.Stored => "s", GeneratedKind.Virtual => "v", _ => "" },
                column.OwnedSequence is { } sequence ? SqlIdentifier.Quote(sequence.Schema) + "." + SqlIdentifier.Quote(sequence.Name) : null,
                column.Comment);
        }
    }

    private static void AddIndex(SchemaFacts facts, string table, Index index, ValueList<Column> columns, OperatorClassFinder finder) =>
        facts.AddIndex(
            table, index.Name, index.Method, index.IsUnique, index.IsPrimary, index.IsExclusion, index.NullsNotDistinct,
            index.Keys.Select(key => SchemaFacts.Key(
                key.Column, key.IsDescending, key.NullsFirst,
                key.Column is null ? null : key.OperatorClass ?? finder.FindDefault(index.Method, columns.First(column => column.Name == key.Column).Type))),
            index.IncludedColumns, index.Predicate is not null, index.ConstraintName);

    private static void AddConstraints(SchemaFacts facts, Table table)
    {
        var name = table.QualifiedName.ToString();
        foreach (var key in table.PrimaryKey is null ? table.UniqueConstraints : table.UniqueConstraints.With(table.PrimaryKey))
            facts.AddConstraint(name, key.Name, key.IsPrimary ? 'p' : 'u', key.Columns, key.IsDeferrable, key.IsInitiallyDeferred, isValidated: true);
        foreach (var foreignKey in table.ForeignKeys)
        {
            facts.AddConstraint(
                name, foreignKey.Name, 'f', foreignKey.Columns, foreignKey.IsDeferrable, foreignKey.IsInitiallyDeferred, foreignKey.IsValidated,
                SchemaFacts.Reference(foreignKey.ReferencedTable.ToString(), foreignKey.ReferencedColumns, Action(foreignKey.OnDelete), Action(foreignKey.OnUpdate)));
        }

        foreach (var check in table.Checks)
            facts.AddConstraint(name, check.Name, 'c', check.Columns.Order(StringComparer.Ordinal), false, false, check.IsValidated);
        foreach (var exclusion in table.Exclusions)
        {
            facts.AddConstraint(
                name, exclusion.Name, 'x', exclusion.Elements.Select(element => element.Key.Column).OfType<string>(), exclusion.IsDeferrable, exclusion.IsInitiallyDeferred, isValidated: true);
        }
    }

    private static char Action(ReferentialAction action) => action switch
    {
        ReferentialAction.Restrict => 'r',
        ReferentialAction.Cascade => 'c',
        ReferentialAction.SetNull => 'n',
        ReferentialAction.SetDefault => 'd',
        _ => 'a',
    };

    private static void AddTypes(SchemaFacts facts, DatabaseSchema schema)
    {
        foreach (var type in schema.Enums.Where(type => type.Schema != "pg_temp"))
            facts.AddType(type.QualifiedName.ToString(), 'e', string.Join(", ", type.Labels), type.Comment);
        foreach (var type in schema.Domains.Where(type => type.Schema != "pg_temp"))
        {
            facts.AddType(
                type.QualifiedName.ToString(), 'd',
                $"{InSession(type.BaseType)}{(type.IsNotNull ? " not null" : "")}{(type.DefaultExpression is null ? "" : " default")} checks={type.Checks.Count}", type.Comment);
        }

        foreach (var type in schema.Composites.Where(type => type.Schema != "pg_temp"))
            facts.AddType(type.QualifiedName.ToString(), 'c', string.Join(", ", type.Attributes.Select(attribute => $"{attribute.Name} {attribute.Type}")), type.Comment);
        foreach (var type in schema.Ranges.Where(type => type.Schema != "pg_temp"))
        {
            facts.AddType(type.QualifiedName.ToString(), 'r', type.SubType.ToString(), type.Comment);
            facts.AddType($"{type.Schema}.{type.MultirangeName}", 'm', "", null);
        }
    }

    /// <summary>As pg_get_function_identity_arguments writes them.</summary>
    private static string Arguments(Function function) => string.Join(", ", function.Parameters.Where(parameter => parameter.Mode != "TABLE").Select(parameter =>
        (parameter.Mode == "IN" ? function.Kind == "PROCEDURE" ? "IN " : "" : parameter.Mode + " ") + (parameter.Name is null ? "" : SqlIdentifier.Quote(parameter.Name) + " ") + TypeText(parameter.Type)));

    /// <summary>As pg_get_function_result writes it.</summary>
    private static string? Result(Function function)
    {
        if (function.Kind == "PROCEDURE")
            return null;
        var columns = function.Parameters.Where(parameter => parameter.Mode == "TABLE").ToList();
        if (columns.Count > 0)
            return "TABLE(" + string.Join(", ", columns.Select((FunctionParameter column) => $"{SqlIdentifier.Quote(column.Name!)} {TypeText(column.Type)}")) + ")";
        return (function.ReturnsSet ? "SETOF " : "") + TypeText(function.ReturnType!);
    }

    /// <summary>Signatures have no modifiers: format_type then says character, not bpchar, and bit without quotes.</summary>
    private static string TypeText(SqlType type) => type.ElementType switch
    {
        { Name: "bpchar", IsBuiltIn: true } => type.IsArray ? "character[]" : "character",
        { Name: "bit", IsBuiltIn: true } => type.IsArray ? "bit[]" : "bit",
        _ => InSession(type),
    };

    /// <summary>The temporary schema of the session needs no qualifier.</summary>
    private static string InSession(SqlType type) => type.Schema == "pg_temp" ? (type with { Schema = "public" }).ToString() : type.ToString();

    /// <summary>The types of a model, for finding default operator classes.</summary>
    private sealed class SchemaTypes(DatabaseSchema schema) : ISchemaObjects
    {
        public BoundRelation? FindRelation(string? schemaName, string name) => null;

        public bool IsOpaque(string? schemaName) => true;

        public IEnumerable<CatalogFunction> FindFunctions(string? schemaName, string name) => [];

        public IEnumerable<CatalogOperator> FindOperators(string name) => [];

        public SqlType? FindType(TypeName typeName) => null;

        public SqlType? FindType(string? schemaName, string name) => null;

        public CatalogCast? FindCast(SqlType source, SqlType target) => null;

        public TypeShape? Describe(SqlType type)
        {
            if (schema.Enums.Any(candidate => candidate.Schema == type.Schema && candidate.Name == type.Name))
                return new() { Kind = TypeShapeKind.Enum };
            if (schema.Domains.FirstOrDefault(candidate => candidate.Schema == type.Schema && candidate.Name == type.Name) is { } domain)
                return new() { Kind = TypeShapeKind.Domain, BaseType = domain.BaseType };
            if (schema.Ranges.FirstOrDefault(candidate => candidate.Schema == type.Schema && candidate.Name == type.Name) is { } range)
                return new() { Kind = TypeShapeKind.Range, Subtype = range.SubType };
            if (schema.Ranges.FirstOrDefault(candidate => candidate.Schema == type.Schema && candidate.MultirangeName == type.Name) is { } multirange)
                return new() { Kind = TypeShapeKind.Multirange, Subtype = new(multirange.Schema, multirange.Name) };
            return schema.Composites.Any(candidate => candidate.Schema == type.Schema && candidate.Name == type.Name) ? new() { Kind = TypeShapeKind.Composite } : null;
        }
    }
}
