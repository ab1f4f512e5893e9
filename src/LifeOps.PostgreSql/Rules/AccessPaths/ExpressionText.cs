using System;
using System.Text;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.AccessPaths;

/// <summary>
/// Writes an expression over columns of one table in one way, so that the same expression in a query, in an index and in what the server
/// prints of an index (with its casts to text and its parentheses) gives the same text. The text is SQL.
/// </summary>
/// <param name="table">The table whose columns it reads.</param>
/// <param name="columnOf">The column that a name stands for; null when it is none of that table.</param>
internal sealed class ExpressionText(Table table, Func<ColumnRef, string?> columnOf)
{
    // Nobody builds an index over a deeper expression.
    private const int MaxDepth = 12;

    private bool _readsColumns;

    /// <summary>The text and whether it reads a column; null for expressions that are not of the kinds that indexes are made of.</summary>
    public (string Text, bool ReadsColumns)? Write(Expression expression)
    {
        _readsColumns = false;
        var text = new StringBuilder();
        return Append(expression, text, isOperand: false, 0) ? (text.ToString(), _readsColumns) : null;
    }

    private bool Append(Expression expression, StringBuilder text, bool isOperand, int depth)
    {
        if (depth > MaxDepth)
            return false;
        switch (expression)
        {
            case ColumnRef reference when columnOf(reference) is { } column:
                _readsColumns = true;
                text.Append(SqlIdentifier.Quote(column));
                return true;
            case A_Const constant:
                return AppendConstant(constant, text);
            case TypeCast cast when IsRedundant(cast):
                return Append(cast.Arg, text, isOperand, depth + 1);
            case TypeCast { TypeName: { IsColumnReference: false, SetOf: false } type } cast when type.ArrayBounds.IsEmpty && type.Typmods.IsEmpty && !type.Name.IsMissing:
                text.Append(isOperand ? "(" : "");
                if (!Append(cast.Arg, text, isOperand: true, depth + 1))
                    return false;
                text.Append("::").Append(type.Name.Value).Append(isOperand ? ")" : "");
                return true;
            case FuncCall { Over: null, AggFilter: null, AggDistinct: false, AggStar: false, FuncVariadic: false } call when call.AggOrder.IsEmpty && call.Name.Value is { } name:
                return AppendCall(call, name, text, depth);
            case CoalesceExpr coalesce:
                return AppendList("COALESCE", coalesce.Args, text, depth);
            case A_Expr { Kind: A_ExprKind.Op, Lexpr: { } left } binary when binary.Schema.IsEmpty:
                if (isOperand)
                    text.Append('(');
                if (!Append(left, text, isOperand: true, depth + 1))
                    return false;
                text.Append(' ').Append(binary.Name.Value).Append(' ');
                if (!Append(binary.Rexpr, text, isOperand: true, depth + 1))
                    return false;
                if (isOperand)
                    text.Append(')');
                return true;
            default:
                return false;
        }
    }

    private static bool AppendConstant(A_Const constant, StringBuilder text)
    {
        switch (constant.Kind)
        {
            case ConstantKind.String:
                text.Append('\'').Append((constant.Value ?? "").Replace("'", "''")).Append('\'');
                return (constant.Value ?? "").IndexOf('\\') < 0;
            case ConstantKind.Integer or ConstantKind.Float or ConstantKind.Boolean:
                text.Append(constant.Value);
                return true;
            default:
                return false;
        }
    }

    private bool AppendCall(FuncCall call, string name, StringBuilder text, int depth)
    {
        if (call.Funcname.Count > 1 && call.Funcname[0].Value != "pg_catalog")
            return false;
        return AppendList(SqlIdentifier.Quote(name), call.Args, text, depth);
    }

    private bool AppendList(string name, ValueList<Expression> arguments, StringBuilder text, int depth)
    {
        text.Append(name).Append('(');
        for (var i = 0; i < arguments.Count; i++)
        {
            if (i > 0)
                text.Append(", ");
            if (!Append(arguments[i], text, isOperand: false, depth + 1))
                return false;
        }

        text.Append(')');
        return true;
    }

    // The server prints lower((email)::text) for a varchar column and 'a'::text for a literal: the same as without.
    private bool IsRedundant(TypeCast cast) => cast.TypeName is { IsColumnReference: false } type && type.ArrayBounds.IsEmpty && cast.Arg switch
    {
        A_Const { Kind: ConstantKind.String } => type.Name.Value is not ("bpchar" or "json" or "jsonb"),
        ColumnRef reference => type.Name.Value == "text" && columnOf(reference) is { } name && table.FindColumn(name) is { Type: { IsArray: false, IsBuiltIn: true, Name: "text" or "varchar" } },
        TypeCast or A_Expr or FuncCall => false,
        _ => false,
    };
}
