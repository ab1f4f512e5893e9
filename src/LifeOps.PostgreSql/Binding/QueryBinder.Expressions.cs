using System.Collections.Generic;
using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Binding;

internal sealed partial class QueryBinder
{
    private static readonly SqlType Int4 = SqlType.BuiltIn("int4");
    private static readonly SqlType Int8 = SqlType.BuiltIn("int8");
    private static readonly SqlType Numeric = SqlType.BuiltIn("numeric");

    private FunctionResolver? _resolver;

    private FunctionResolver Resolver => _resolver ??= new(_types);

    /// <summary>The type of an expression; <see cref="SqlType.Unknown"/> for an untyped literal, and where the type cannot be told.</summary>
    private SqlType TypeOf(Expression expression, Scope scope, CteScope? ctes)
    {
        if (++_depth > MaxDepth)
        {
            _depth--;
            return SqlType.Unknown;
        }

        var type = Find(expression, scope, ctes);
        _depth--;
        return type;
    }

    private SqlType Find(Expression expression, Scope scope, CteScope? ctes)
    {
        switch (expression)
        {
            case A_Const constant:
                return ConstantType(constant);
            case ColumnRef reference:
                return ColumnType(reference, scope);
            case TypeCast cast:
                Read(cast.Arg, scope, ctes);
                return objects.FindType(cast.TypeName) ?? UnknownType(cast.TypeName);
            case CollateClause { Arg: { } argument }:
                return TypeOf(argument, scope, ctes);
            case FuncCall call:
                return ResolveCall(call, scope, ctes)?.Type ?? SqlType.Unknown;
            case A_Expr operation:
                return OperatorType(operation, scope, ctes);
            case BoolExpr boolean:
                foreach (var argument in boolean.Args)
                    Read(argument, scope, ctes);
                return TypeSystem.Boolean;
            case NullTest test:
                Read(test.Arg, scope, ctes);
                return TypeSystem.Boolean;
            case BooleanTest test:
                Read(test.Arg, scope, ctes);
                return TypeSystem.Boolean;
            case SubLink link:
                return SubLinkResult(link, scope, ctes);
            case CaseExpr @case:
                return CaseType(@case, scope, ctes);
            case CoalesceExpr coalesce:
                return CommonType(coalesce.Args, scope, ctes);
            case MinMaxExpr minMax:
                return CommonType(minMax.Args, scope, ctes);
            case A_ArrayExpr array:
                return ArrayType(array, scope, ctes);
            case RowExpr row:
                foreach (var argument in row.Args)
                    Read(argument, scope, ctes);
                return TypeSystem.Record;
            case A_Indirection indirection:
                return IndirectionType(TypeOf(indirection.Arg, scope, ctes), indirection.Indirection, scope, ctes, indirection.Arg);
            case SQLValueFunction function:
                return ValueFunctionType(function);
            case GroupingFunc grouping:
                foreach (var argument in grouping.Args)
                    Read(argument, scope, ctes);
                return Int4;
            case MergeSupportFunc:
                return TypeSystem.Text;
            case XmlExpr xml:
                foreach (var argument in xml.Args)
                    Read(argument, scope, ctes);
                foreach (var argument in xml.NamedArgs)
                    Read(argument.Val, scope, ctes);
                return xml.Op == XmlExprOp.IsDocument ? TypeSystem.Boolean : SqlType.BuiltIn("xml");
            case XmlSerialize serialize:
                Read(serialize.Expr, scope, ctes);
                return objects.FindType(serialize.TypeName) ?? SqlType.Unknown;
            case NamedArgExpr named:
                return TypeOf(named.Arg, scope, ctes);
            case GroupingSet set:
                foreach (var item in set.Content)
                    Read(item, scope, ctes);
                return SqlType.Unknown;
            case ExpressionList list:
                foreach (var item in list.Items)
                    Read(item, scope, ctes);
                return SqlType.Unknown;
            default:
                return JsonType(expression, scope, ctes) ?? SqlType.Unknown;
        }
    }

    private SqlType UnknownType(TypeName typeName)
    {
        if (!typeName.Name.IsMissing && !typeName.IsColumnReference)
            Problem(typeName.Span, $"type \"{TextOf(typeName)}\" does not exist");
        return SqlType.Unknown;
    }

    private static SqlType ConstantType(A_Const constant)
    {
        switch (constant.Kind)
        {
            case ConstantKind.Integer:
                return Int4;
            case ConstantKind.Float:
                var value = constant.Value ?? "";
                return long.TryParse(value.Replace("_", ""), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out _) ? Int8 : Numeric;
            case ConstantKind.Boolean:
                return TypeSystem.Boolean;
            case ConstantKind.BitString:
                return SqlType.BuiltIn("bit");
            default:
                return SqlType.Unknown;
        }
    }

    private static SqlType ValueFunctionType(SQLValueFunction function)
    {
        var name = function.Op switch
        {
            SqlValueFunctionOp.CurrentDate => "date",
            SqlValueFunctionOp.CurrentTime => "timetz",
            SqlValueFunctionOp.CurrentTimestamp => "timestamptz",
            SqlValueFunctionOp.Localtime => "time",
            SqlValueFunctionOp.Localtimestamp => "timestamp",
            _ => "name",
        };
        return function.Typmod >= 0 ? SqlType.BuiltIn(name, function.Typmod) : SqlType.BuiltIn(name);
    }

    private SqlType ColumnType(ColumnRef reference, Scope scope)
    {
        if (reference.HasStar)
            return TypeSystem.Record;
        if (FindColumn(reference, scope, report: true) is not { } column)
            return SqlType.Unknown;
        AddReference(column);
        return column.Type;
    }

    /// <summary>The column that a name means, or the whole row where it is a table's (parse_expr.c: transformColumnRef).</summary>
    private BoundColumn? FindColumn(ColumnRef reference, Scope scope, bool report)
    {
        var fields = reference.Fields;
        if (fields.IsEmpty)
            return null;
        var name = Name(fields[fields.Count - 1]);
        if (fields.Count == 1)
        {
            var isIncomplete = false;
            for (var current = scope; current is not null; current = current.Outer)
            {
                if (Find(current.Columns, name) is { } column)
                    return column;
                isIncomplete |= current.IsIncomplete;
            }

            if (FindTable(null, name, scope) is { } row)
                return new(name, row.Relation.RowType, row.Relation.RowType.IsUnknown ? Unresolved.Instance : null);
            if (report && !isIncomplete && !IsSystemColumn(name))
                Problem(reference.Span, $"column \"{name}\" does not exist");
            return IsSystemColumn(name) ? new(name, SystemColumnType(name)) : null;
        }

        var schema = fields.Count > 2 ? Name(fields[fields.Count - 3]) : null;
        var tableName = Name(fields[fields.Count - 2]);
        if (FindTable(schema, tableName, scope) is not { } table)
        {
            if (report && !IsIncomplete(scope))
                Problem(reference.Span, $"missing FROM-clause entry for table \"{tableName}\"");
            return null;
        }

        if (Find(table.Relation.Columns, name) is { } found)
            return found;
        if (IsSystemColumn(name))
            return new(name, SystemColumnType(name));
        if (report && table.Relation.Columns.Count > 0)
            Problem(reference.Span, $"column {tableName}.{name} does not exist");
        return null;
    }

    private static bool IsIncomplete(Scope? scope)
    {
        for (; scope is not null; scope = scope.Outer)
        {
            if (scope.IsIncomplete)
                return true;
        }

        return false;
    }

    private static bool IsSystemColumn(string name) => name is "tableoid" or "ctid" or "xmin" or "xmax" or "cmin" or "cmax";

    private static SqlType SystemColumnType(string name) => SqlType.BuiltIn(name switch { "tableoid" => "oid", "ctid" => "tid", "xmin" or "xmax" => "xid", _ => "cid" });

    /// <summary>A call with its function, once chosen.</summary>
    private readonly record struct ResolvedCall(SqlType Type, CatalogFunction? Function, ValueList<SqlType> Declared, IReadOnlyList<SqlType> Arguments);

    private ResolvedCall? ResolveCall(FuncCall call, Scope scope, CteScope? ctes)
    {
        var arguments = new List<SqlType>(call.Args.Count);
        var hasNames = false;
        foreach (var argument in call.Args)
        {
            hasNames |= argument is NamedArgExpr;
            arguments.Add(TypeOf(argument, scope, ctes));
        }

        foreach (var sort in call.AggOrder)
        {
            var type = TypeOf(sort.Node, scope, ctes);
            if (call.AggWithinGroup)
                arguments.Add(type);
        }

        Read(call.AggFilter, scope, ctes);
        if (call.Over is { } window)
        {
            foreach (var expression in window.PartitionClause)
                Read(expression, scope, ctes);
            foreach (var sort in window.OrderClause)
                Read(sort.Node, scope, ctes);
        }

        var names = call.Funcname;
        var schema = names.Count > 1 ? Name(names[names.Count - 2]) : null;
        var name = Name(call.Name);
        if (call.AggStar)
            return new(name == "count" ? Int8 : SqlType.Unknown, null, default, arguments);

        var functions = objects.FindFunctions(schema, name);
        if (hasNames)
            return ResolveNamed(functions, arguments);
        if (Resolver.ResolveFunction(functions, arguments, call.FuncVariadic) is { } resolved)
            return new(resolved.Result, resolved.Function, resolved.Declared, arguments);

        // f(x) with one argument may be a cast to the type f, or the attribute f of a composite value (func_get_detail).
        if (arguments.Count == 1)
        {
            if (objects.FindType(schema, name) is { } target && (arguments[0].IsUnknown || _types.CanCoerce(arguments[0], target, CastContext.Explicit)))
                return new(target, null, default, arguments);
            if (QueryBinder.Find(CompositeAttributes(arguments[0]), name) is { } attribute)
                return new(attribute.Type, null, default, arguments);
        }

        return null;
    }

    /// <summary>With named arguments the order is open: the function with enough parameters tells the type when all that fit agree.</summary>
    private static ResolvedCall? ResolveNamed(IEnumerable<CatalogFunction> functions, List<SqlType> arguments)
    {
        CatalogFunction? found = null;
        foreach (var function in functions)
        {
            if (function.Arguments.Count < arguments.Count || TypeSystem.IsPolymorphic(function.Result))
                continue;
            if (found is not null && !TypeSystem.Same(found.Result, function.Result))
                return null;
            found = function;
        }

        return found is null ? null : new(found.Result, found, found.Arguments, arguments);
    }

    private SqlType OperatorType(A_Expr operation, Scope scope, CteScope? ctes)
    {
        if (operation.Kind is A_ExprKind.Op && operation.Rexpr is not ExpressionList)
            return PlainOperatorType(operation, scope, ctes);

        var left = operation.Lexpr is null ? SqlType.Unknown : TypeOf(operation.Lexpr, scope, ctes);
        var right = TypeOf(operation.Rexpr, scope, ctes);
        if (operation.Kind != A_ExprKind.NullIf)
            return TypeSystem.Boolean;
        if (left.IsUnknown && !right.IsUnknown)
            return right;
        return left.IsUnknown ? TypeSystem.Text : left;
    }

    /// <summary>Chains like <c>a || b || c</c> lean left: they are walked in a loop, whatever their length.</summary>
    private SqlType PlainOperatorType(A_Expr operation, Scope scope, CteScope? ctes)
    {
        var chain = new Stack<A_Expr>();
        Expression leftmost = operation;
        while (leftmost is A_Expr { Kind: A_ExprKind.Op, Lexpr: { } left } inner && inner.Rexpr is not ExpressionList)
        {
            chain.Push(inner);
            leftmost = left;
        }

        SqlType type;
        if (leftmost is A_Expr { Kind: A_ExprKind.Op, Lexpr: null } prefix)
        {
            var operand = TypeOf(prefix.Rexpr, scope, ctes);
            type = Resolver.ResolveOperator(prefix.Name.Value ?? "", null, operand) ?? SqlType.Unknown;
        }
        else
        {
            type = TypeOf(leftmost, scope, ctes);
        }

        while (chain.Count > 0)
        {
            var current = chain.Pop();
            var right = TypeOf(current.Rexpr, scope, ctes);
            type = Resolver.ResolveOperator(current.Name.Value ?? "", type, right) ?? SqlType.Unknown;
        }

        return type;
    }

    private SqlType SubLinkResult(SubLink link, Scope scope, CteScope? ctes)
    {
        Read(link.Testexpr, scope, ctes);
        var columns = BindStatement(link.Subselect, scope, ctes);
        var first = columns.Count > 0 ? columns[0].Type : SqlType.Unknown;
        switch (link.SubLinkType)
        {
            case SubLinkType.Expr:
                return columns.Count > 0 && columns[0].Source is not Unresolved ? ResolveLiteral(first) : first;
            case SubLinkType.Array:
                return first.IsUnknown ? first : first.IsArray ? first : first.MakeArray();
            case SubLinkType.MultiExpr:
                return TypeSystem.Record;
            default:
                return TypeSystem.Boolean;
        }
    }

    private SqlType CaseType(CaseExpr @case, Scope scope, CteScope? ctes)
    {
        Read(@case.Arg, scope, ctes);
        var types = new List<SqlType>(@case.Args.Count + 1);
        // ELSE comes first when the common type is chosen (transformCaseExpr).
        if (@case.Defresult is not null)
            types.Add(TypeOf(@case.Defresult, scope, ctes));
        foreach (var when in @case.Args)
        {
            Read(when.Expr, scope, ctes);
            types.Add(TypeOf(when.Result, scope, ctes));
        }

        return Common(types, @case.Defresult is null);
    }

    private SqlType CommonType(ValueList<Expression> expressions, Scope scope, CteScope? ctes)
    {
        var types = new List<SqlType>(expressions.Count);
        foreach (var expression in expressions)
            types.Add(TypeOf(expression, scope, ctes));
        return Common(types, withoutModifiers: false);
    }

    private SqlType Common(List<SqlType> types, bool withoutModifiers)
    {
        var common = _types.CommonType(types) ?? SqlType.Unknown;
        if (common.IsUnknown)
            return TypeSystem.Text;
        return withoutModifiers ? TypeSystem.WithoutModifiers(common) : common;
    }

    private SqlType ArrayType(A_ArrayExpr array, Scope scope, CteScope? ctes)
    {
        var types = new List<SqlType>(array.Elements.Count);
        foreach (var element in array.Elements)
            types.Add(TypeOf(element, scope, ctes));
        if (types.Count == 0)
            return SqlType.Unknown;
        var common = _types.CommonType(types) ?? SqlType.Unknown;
        if (common.IsUnknown)
            common = TypeSystem.Text;
        return common.IsArray ? common : common.MakeArray();
    }

    private SqlType IndirectionType(SqlType type, IReadOnlyList<SqlNode> items, Scope scope, CteScope? ctes, Expression? argument = null)
    {
        var hasSlice = false;
        foreach (var item in items)
            hasSlice |= item is A_Indices { IsSlice: true };

        var subscripted = false;
        foreach (var item in items)
        {
            switch (item)
            {
                case A_Indices indices:
                    Read(indices.Lidx, scope, ctes);
                    Read(indices.Uidx, scope, ctes);
                    // All subscripts in a row are one: x[1][2] is an element, x[1:2][1] a slice.
                    if (!hasSlice && !subscripted)
                        type = _types.SubscriptedType(type) ?? SqlType.Unknown;
                    subscripted = true;
                    break;
                case StringValue field:
                    type = QueryBinder.Find(AttributesOf(type, argument, scope, ctes), SqlIdentifier.Truncate(field.Value))?.Type ?? FieldFunction(type, field.Value);
                    subscripted = false;
                    break;
            }
        }

        return type;
    }

    /// <summary>(x).f may also be the function f of x.</summary>
    private SqlType FieldFunction(SqlType type, string name) =>
        type.IsUnknown ? type : Resolver.ResolveFunction(objects.FindFunctions(null, name), [type], isVariadicCall: false)?.Result ?? SqlType.Unknown;

    /// <summary>The attributes of a composite value; those of a function's OUT columns too.</summary>
    private IReadOnlyList<BoundColumn> AttributesOf(SqlType type, Expression? expression, Scope scope, CteScope? ctes)
    {
        if (type.Is("record") && expression is FuncCall call && ResolveCall(call, scope, ctes) is { Function: { } function } resolved)
        {
            var columns = new List<BoundColumn>();
            foreach (var column in function.OutColumns)
                columns.Add(new(column.Name, _types.ResolvePolymorphic(column.Type, resolved.Declared, resolved.Arguments) ?? SqlType.Unknown));
            return columns;
        }

        // A row of a query's own FROM item has that item's columns.
        if (type.Is("record") && expression is ColumnRef { Fields.Count: 1 } reference && FindTable(null, Name(reference.Fields[0]), scope) is { } table)
            return table.Relation.Columns;
        var attributes = CompositeAttributes(type);
        if (attributes.Count == 0 && !type.IsUnknown)
            return attributes;
        _isIncomplete |= attributes.Count == 0;
        return attributes;
    }

    private IReadOnlyList<BoundColumn> CompositeAttributes(SqlType type)
    {
        var based = _types.BaseOf(type);
        return based.IsArray ? [] : objects.Describe(based)?.Attributes ?? [];
    }
}
