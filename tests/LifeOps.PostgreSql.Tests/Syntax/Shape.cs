using System.Text;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Tests.Syntax;

/// <summary>Writes trees as short text, so that a test shows the shape it expects in one line.</summary>
internal static class Shape
{
    /// <summary>The shape of an expression, read as the only column of a query.</summary>
    public static string OfExpression(string expression, SqlParseOptions? options = null)
    {
        var script = SqlParser.Parse("SELECT " + expression, options ?? SqlParseOptions.Default);
        if (!script.Diagnostics.IsEmpty)
            return script.Diagnostics[0].Message;
        var select = (SelectStmt)script.Statements[0].Stmt;
        return Of(select.TargetList[0].Val!);
    }

    public static string Of(SqlNode node)
    {
        switch (node)
        {
            case A_Const constant:
                return constant.Kind == ConstantKind.String ? "'" + constant.Value + "'" : constant.Value ?? "null";
            case ColumnRef column:
                return string.Join('.', column.Fields) + (column.HasStar ? (column.Fields.IsEmpty ? "*" : ".*") : "");
            case ParamRef parameter:
                return parameter.Name.IsMissing ? "$" + parameter.Number : "$" + parameter.Name;
            case HoleExpr hole:
                return "hole:" + hole.Hole.Kind;
            case A_Expr { Rexpr: ExpressionList list } operation:
                return $"({Of(operation.Lexpr!)} {operation.Name} {string.Join(' ', list.Items.Select(Of))})";
            case A_Expr { Lexpr: null } prefix:
                return $"({prefix.Name} {Of(prefix.Rexpr)})";
            case A_Expr operation:
                var suffix = operation.Kind switch { A_ExprKind.OpAny => " ANY", A_ExprKind.OpAll => " ALL", A_ExprKind.Distinct => " DISTINCT", _ => "" };
                return $"({Of(operation.Lexpr!)} {operation.Name}{suffix} {Of(operation.Rexpr)})";
            case BoolExpr logic:
                return $"({logic.BoolOp} {string.Join(' ', logic.Args.Select(Of))})";
            case NullTest test:
                return $"({Of(test.Arg)} {(test.IsNotNull ? "NOTNULL" : "ISNULL")})";
            case BooleanTest test:
                return $"({Of(test.Arg)} {test.TestType})";
            case TypeCast cast:
                return $"{Of(cast.Arg)}::{Of(cast.TypeName)}";
            case TypeName type:
                return string.Join('.', type.Names) + Modifiers(type);
            case CollateClause collate:
                return $"({(collate.Arg is null ? "" : Of(collate.Arg))} COLLATE {string.Join('.', collate.Collname)})";
            case FuncCall call:
                return $"{string.Join('.', call.Funcname)}({(call.AggStar ? "*" : string.Join(", ", call.Args.Select(Of)))})";
            case NamedArgExpr named:
                return $"{named.Name} => {Of(named.Arg)}";
            case SubLink link:
                return $"{link.SubLinkType}({(link.Testexpr is null ? "" : Of(link.Testexpr) + " ")}{string.Join('.', link.OperName)}{Of(link.Subselect)})";
            case RowExpr row:
                return $"{(row.IsExplicit ? "ROW" : "")}({string.Join(", ", row.Args.Select(Of))})";
            case A_ArrayExpr array:
                return $"[{string.Join(", ", array.Elements.Select(Of))}]";
            case A_Indirection indirection:
                return Of(indirection.Arg) + string.Concat(indirection.Indirection.Select(Of));
            case StringValue field:
                return "." + field.Value;
            case A_Star:
                return ".*";
            case A_Indices { IsSlice: true } slice:
                return $"[{(slice.Lidx is null ? "" : Of(slice.Lidx))}:{(slice.Uidx is null ? "" : Of(slice.Uidx))}]";
            case A_Indices index:
                return $"[{Of(index.Uidx!)}]";
            default:
                return OfOther(node);
        }
    }

    private static string Modifiers(TypeName type)
    {
        var text = new StringBuilder();
        if (!type.Typmods.IsEmpty)
            text.Append('(').AppendJoin(", ", type.Typmods.Select(Of)).Append(')');
        if (type.IntervalFields != IntervalFields.None)
            text.Append(' ').Append(type.IntervalFields);
        foreach (var bound in type.ArrayBounds)
            text.Append(bound < 0 ? "[]" : $"[{bound}]");
        return (type.SetOf ? " SETOF" : "") + text + (type.IsColumnReference ? "%TYPE" : "");
    }

    private static string OfOther(SqlNode node)
    {
        var text = new StringBuilder(node.GetType().Name);
        if (node is SelectStmt { Op: not SetOperation.None } set)
            text.Append(':').Append(set.Op).Append(set.All ? "All" : "");
        if (node is JoinExpr join)
            text.Append(':').Append(join.JoinType);
        if (node is RangeVar table)
            text.Append(':').Append(table.Name);
        var children = node.Children;
        return children.Count == 0 ? text.ToString() : text.Append('{').AppendJoin(' ', children.Select(Of)).Append('}').ToString();
    }
}
