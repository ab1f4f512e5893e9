using System.Collections.Generic;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Binding;

// SQL/JSON (src/backend/parser/parse_expr.c: transformJsonConstructorOutput, transformJsonFuncExpr; parse_jsontable.c).
internal sealed partial class QueryBinder
{
    private static readonly SqlType Json = SqlType.BuiltIn("json");
    private static readonly SqlType Jsonb = SqlType.BuiltIn("jsonb");

    /// <summary>The type of an SQL/JSON expression; null for other expressions.</summary>
    private SqlType? JsonType(Expression expression, Scope scope, CteScope? ctes)
    {
        switch (expression)
        {
            case JsonValueExpr value:
                return TypeOf(value.RawExpr, scope, ctes);
            case JsonObjectConstructor constructor:
                var values = new List<Expression>();
                foreach (var pair in constructor.Exprs)
                {
                    Read(pair.Key, scope, ctes);
                    values.Add(pair.Value);
                }

                return ConstructedType(constructor.Output, values, scope, ctes);
            case JsonArrayConstructor constructor:
                return ConstructedType(constructor.Output, [.. constructor.Exprs], scope, ctes);
            case JsonArrayQueryConstructor constructor:
                var columns = BindSelect(constructor.Query, scope, ctes);
                return OutputType(constructor.Output) ?? (columns.Count > 0 && columns[0].Type.Is("jsonb") ? Jsonb : Json);
            case JsonObjectAgg aggregate:
                Read(aggregate.Arg.Key, scope, ctes);
                Read(aggregate.AggFilter, scope, ctes);
                return ConstructedType(aggregate.Output, [aggregate.Arg.Value], scope, ctes);
            case JsonArrayAgg aggregate:
                Read(aggregate.AggFilter, scope, ctes);
                foreach (var sort in aggregate.AggOrder)
                    Read(sort.Node, scope, ctes);
                return ConstructedType(aggregate.Output, [aggregate.Arg], scope, ctes);
            case JsonParseExpr parse:
                Read(parse.Expr, scope, ctes);
                return Json;
            case JsonScalarExpr scalar:
                Read(scalar.Expr, scope, ctes);
                return Json;
            case JsonSerializeExpr serialize:
                Read(serialize.Expr, scope, ctes);
                return OutputType(serialize.Output) ?? TypeSystem.Text;
            case JsonIsPredicate predicate:
                Read(predicate.Expr, scope, ctes);
                return TypeSystem.Boolean;
            case JsonFuncExpr function:
                Read(function.ContextItem, scope, ctes);
                foreach (var argument in function.Passing)
                    Read(argument.Val, scope, ctes);
                return OutputType(function.Output) ?? function.Op switch
                {
                    JsonExprOp.Exists => TypeSystem.Boolean,
                    JsonExprOp.Query => Jsonb,
                    _ => TypeSystem.Text,
                };
            default:
                return null;
        }
    }

    private SqlType? OutputType(JsonOutput? output) => output is null ? null : objects.FindType(output.TypeName) ?? UnknownType(output.TypeName);

    /// <summary>Without RETURNING the result is jsonb when a value is, else json.</summary>
    private SqlType ConstructedType(JsonOutput? output, IReadOnlyList<Expression> values, Scope scope, CteScope? ctes)
    {
        var hasJsonb = false;
        foreach (var value in values)
            hasJsonb |= TypeOf(value, scope, ctes).Is("jsonb");
        return OutputType(output) ?? (hasJsonb ? Jsonb : Json);
    }

    private Scope BindJsonTable(JsonTable table, Scope left, CteScope? ctes)
    {
        Read(table.ContextItem, left, ctes);
        foreach (var argument in table.Passing)
            Read(argument.Val, left, ctes);
        var columns = new List<BoundColumn>();
        AddJsonColumns(table.Columns, columns);
        return Single(null, table.Alias is null ? "json_table" : Name(table.Alias.Name), new(null, TypeSystem.Record, WithAliases(columns, table.Alias)));
    }

    private void AddJsonColumns(ValueList<JsonTableColumn> definitions, List<BoundColumn> columns)
    {
        foreach (var definition in definitions)
        {
            if (definition.Coltype == JsonTableColumnType.Nested)
                AddJsonColumns(definition.Columns, columns);
            else if (definition.Coltype == JsonTableColumnType.ForOrdinality)
                columns.Add(new(Name(definition.Name), Int4));
            else
                columns.Add(new(Name(definition.Name), definition.TypeName is null ? SqlType.Unknown : objects.FindType(definition.TypeName) ?? UnknownType(definition.TypeName)));
        }
    }
}
