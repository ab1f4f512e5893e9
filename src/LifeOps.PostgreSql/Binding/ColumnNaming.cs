using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Binding;

/// <summary>The name that the server gives a column without AS (src/backend/parser/parse_target.c: FigureColnameInternal).</summary>
internal static class ColumnNaming
{
    /// <summary>The name, or null when the expression has none: <c>?column?</c> in a query, <c>expr</c> in an index.</summary>
    public static string? Find(Expression expression) => Figure(expression, 0).Name;

    private static (int Strength, string? Name) Figure(SqlNode? node, int depth)
    {
        if (depth > 200)
            return default;
        switch (node)
        {
            case ColumnRef { Fields.IsEmpty: false } reference:
                return (2, reference.Fields[reference.Fields.Count - 1].Value);
            case A_Indirection indirection:
                for (var i = indirection.Indirection.Count - 1; i >= 0; i--)
                {
                    if (indirection.Indirection[i] is StringValue field)
                        return (2, field.Value);
                }

                return Figure(indirection.Arg, depth + 1);
            case FuncCall call:
                return (2, call.Name.Value);
            case A_Expr { Kind: A_ExprKind.NullIf }:
                return (2, "nullif");
            case TypeCast cast:
                var inner = Figure(cast.Arg, depth + 1);
                return inner.Strength <= 1 && !cast.TypeName.Name.IsMissing ? (1, cast.TypeName.Name.Value) : inner;
            case CollateClause collate:
                return Figure(collate.Arg, depth + 1);
            case GroupingFunc:
                return (2, "grouping");
            case MergeSupportFunc:
                return (2, "merge_action");
            case SubLink { SubLinkType: SubLinkType.Exists }:
                return (2, "exists");
            case SubLink { SubLinkType: SubLinkType.Array }:
                return (2, "array");
            case SubLink { SubLinkType: SubLinkType.Expr, Subselect: SelectStmt query }:
                while (query.Larg is not null)
                    query = query.Larg;
                if (!query.ValuesLists.IsEmpty)
                    return (2, "column1");
                if (query.TargetList.IsEmpty)
                    return default;
                var target = query.TargetList[0];
                return (2, target.Name.IsMissing ? Figure(target.Val, depth + 1).Name ?? "?column?" : target.Name.Value);
            case CaseExpr @case:
                var result = Figure(@case.Defresult, depth + 1);
                return result.Strength <= 1 ? (1, "case") : result;
            case A_ArrayExpr:
                return (2, "array");
            case RowExpr:
                return (2, "row");
            case CoalesceExpr:
                return (2, "coalesce");
            case MinMaxExpr minMax:
                return (2, minMax.IsGreatest ? "greatest" : "least");
            case SQLValueFunction function:
                return (2, function.Op switch
                {
                    SqlValueFunctionOp.CurrentDate => "current_date",
                    SqlValueFunctionOp.CurrentTime => "current_time",
                    SqlValueFunctionOp.CurrentTimestamp => "current_timestamp",
                    SqlValueFunctionOp.Localtime => "localtime",
                    SqlValueFunctionOp.Localtimestamp => "localtimestamp",
                    SqlValueFunctionOp.CurrentRole => "current_role",
                    SqlValueFunctionOp.CurrentUser => "current_user",
                    SqlValueFunctionOp.User => "user",
                    SqlValueFunctionOp.SessionUser => "session_user",
                    SqlValueFunctionOp.CurrentCatalog => "current_catalog",
                    _ => "current_schema",
                });
            case XmlExpr xml:
                return xml.Op switch
                {
                    XmlExprOp.IsXmlConcat => (2, "xmlconcat"),
                    XmlExprOp.IsXmlElement => (2, "xmlelement"),
                    XmlExprOp.IsXmlForest => (2, "xmlforest"),
                    XmlExprOp.IsXmlParse => (2, "xmlparse"),
                    XmlExprOp.IsXmlPi => (2, "xmlpi"),
                    XmlExprOp.IsXmlRoot => (2, "xmlroot"),
                    _ => default,
                };
            case XmlSerialize:
                return (2, "xmlserialize");
            case JsonParseExpr:
                return (2, "json");
            case JsonScalarExpr:
                return (2, "json_scalar");
            case JsonSerializeExpr:
                return (2, "json_serialize");
            case JsonObjectConstructor:
                return (2, "json_object");
            case JsonArrayConstructor or JsonArrayQueryConstructor:
                return (2, "json_array");
            case JsonObjectAgg:
                return (2, "json_objectagg");
            case JsonArrayAgg:
                return (2, "json_arrayagg");
            case JsonFuncExpr function:
                return (2, function.Op switch { JsonExprOp.Exists => "json_exists", JsonExprOp.Query => "json_query", _ => "json_value" });
            default:
                return default;
        }
    }
}
