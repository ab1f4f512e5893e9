using System;
using System.Collections.Generic;
using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.AccessPaths;

// WHERE and ON: which of their parts an index could serve, and how many rows they leave.
internal sealed partial class QueryBlockReader
{
    // The server's guesses where it knows nothing (src/include/utils/selfuncs.h).
    private const double OpenRangeSelectivity = 1.0 / 3;
    private const double ClosedRangeSelectivity = 0.005;
    private const double PrefixSelectivity = 0.005;
    
    /// <summary>The server's own guess of one in a hundred is for any operator; what is searched in documents and lists is rarer.</summary>
    private const double ContainsSelectivity = 0.0002;

    /// <summary>What one more fixed character of a pattern leaves (like_support.c: FIXED_CHAR_SEL).</summary>
    private const double FixedCharSelectivity = 0.2;

    private const double OtherSelectivity = 0.5;

    /// <summary>What an equality leaves of a column that it hides: a day out of years, one text out of many.</summary>
    private const double HiddenSelectivity = 0.0005;

    /// <summary>Values that = ANY (@ids) is taken to have.</summary>
    private const double AssumedValues = 10;

    /// <summary>How long a table whose age is not known is taken to have been filled, for <c>&gt; now() - interval '7 days'</c>.</summary>
    private const double AssumedAgeInDays = 365;

    // More conditions than anybody writes: a generated list.
    private const int MaxConditions = 200;

    private void ReadCondition(Expression? condition, QueryReading reading, int minItem, bool isJoin)
    {
        if (condition is null || _isUnknown)
            return;
        Use(condition, reading);
        foreach (var part in Conjuncts(condition))
            ReadPart(part, reading, minItem, isJoin);
    }

    /// <summary>The parts of AND, without recursion.</summary>
    private List<Expression> Conjuncts(Expression condition)
    {
        var parts = new List<Expression>();
        var stack = new Stack<Expression>();
        stack.Push(condition);
        while (stack.Count > 0)
        {
            var part = stack.Pop();
            if (part is BoolExpr { BoolOp: BoolExprType.And } and)
            {
                for (var i = and.Args.Count - 1; i >= 0; i--)
                    stack.Push(and.Args[i]);
            }
            else
            {
                parts.Add(part);
            }
        }

        _isUnknown |= parts.Count > MaxConditions;
        return parts;
    }

    private void ReadPart(Expression part, QueryReading reading, int minItem, bool isJoin)
    {
        switch (part)
        {
            case HoleExpr or MissingExpr:
                // A condition that only run time knows: it may be the one that matters.
                _isUnknown = true;
                return;
            case SubLink or BoolExpr { BoolOp: BoolExprType.Not, Args: { Count: 1 } } when ReadSubquery(part, reading):
                return;
            case A_Expr { Kind: A_ExprKind.Op or A_ExprKind.OpAny or A_ExprKind.In or A_ExprKind.Like or A_ExprKind.Ilike or A_ExprKind.Between } comparison:
                ReadInnerQueries(part, reading, Repeats.PerRow);
                if (ReadComparison(comparison, reading, minItem))
                {
                    AddFact(comparison, reading, minItem);
                    return;
                }

                break;
            case NullTest { Arg: ColumnRef column } test:
                if (Own(reading.Scope.Resolve(column), reading) is { } tested)
                {
                    AddNullTest(tested, test, reading, minItem, isJoin);
                    return;
                }

                break;
            case ColumnRef or BooleanTest { TestType: BoolTestType.IsTrue or BoolTestType.IsFalse, Arg: ColumnRef } or BoolExpr { BoolOp: BoolExprType.Not, Args: { Count: 1 } }:
                if (ReadBoolean(part, reading, minItem))
                    return;
                ReadInnerQueries(part, reading, Repeats.PerRow);
                break;
            case BoolExpr { BoolOp: BoolExprType.Or } or:
                ReadInnerQueries(part, reading, Repeats.PerRow);
                if (ReadAlternatives(or, reading, minItem))
                    return;
                break;
            default:
                ReadInnerQueries(part, reading, Repeats.PerRow);
                break;
        }

        AddOther(part, reading, minItem);
    }

    private bool ReadComparison(A_Expr comparison, QueryReading reading, int minItem)
    {
        if (comparison.Lexpr is not { } left || !comparison.Schema.IsEmpty)
            return false;
        var right = comparison.Rexpr;
        switch (comparison)
        {
            case { Kind: A_ExprKind.Op, Name.Value: "=" }:
                return ReadEquality(left, right, comparison, reading, minItem);

            case { Kind: A_ExprKind.Op, Name.Value: "<" or ">" or "<=" or ">=" }:
                if (left is RowExpr { Args: { IsEmpty: false } leftRow } && right is RowExpr { Args: { IsEmpty: false } rightRow })
                    (left, right) = (leftRow[0], rightRow[0]);
                return ReadRange(left, right, comparison.Name.Value!, comparison, reading, minItem)
                    || ReadRange(right, left, comparison.Name.Value![0] == '<' ? ">" : "<", comparison, reading, minItem);

            case { Kind: A_ExprKind.Between } when right is ExpressionList bounds:
                return TermOf(left, reading) is { } between && IsGiven(right, reading)
                    && Add(between, new(ConditionKind.Range, between.Term, BetweenSelectivity(between, bounds), PlaceOf(comparison)), reading, minItem);

            case { Kind: A_ExprKind.In, Name.Value: "=" } when right is ExpressionList list:
                return IsGiven(right, reading) && TermOf(left, reading) is { } listed && AddAnyOf(listed, list.Items.Count, comparison, reading, minItem);

            case { Kind: A_ExprKind.OpAny, Name.Value: "=" } when right is not SubLink:
                var values = right is A_ArrayExpr array ? array.Elements.Count : AssumedValues;
                return IsGiven(right, reading) && TermOf(left, reading) is { } any && AddAnyOf(any, values, comparison, reading, minItem);

            case { Kind: A_ExprKind.Like or A_ExprKind.Ilike, Name.Value: "~~" or "~~*" }:
                return ReadLike(left, right, comparison, reading, minItem);

            case { Kind: A_ExprKind.Op, Name.Value: "@>" or "?" or "?|" or "?&" or "&&" or "@@" or "@?" }:
                return ReadContains(left, right, comparison, reading, minItem)
                    || (comparison.Name.Value is "&&" or "@@" && ReadContains(right, left, comparison, reading, minItem));

            default:
                return false;
        }
    }

    private bool ReadEquality(Expression left, Expression right, A_Expr comparison, QueryReading reading, int minItem)
    {
        var leftTerm = TermOf(left, reading);
        var rightTerm = TermOf(right, reading);
        if (leftTerm is not null && rightTerm is not null)
        {
            if (leftTerm.Item == rightTerm.Item)
                return false;
            reading.Block.Joins.Add(new(leftTerm.Item, leftTerm.Term, rightTerm.Item, rightTerm.Term, PlaceOf(comparison)));
            return true;
        }

        if (leftTerm is null)
        {
            (left, right) = (right, left);
            leftTerm = rightTerm;
        }

        if (leftTerm is null || !IsGiven(right, reading))
            return false;
        if (HidesType(leftTerm, right))
        {
            Hide(leftTerm, HiddenBy.OtherType, comparison, reading);
            return false;
        }

        var outer = right is ColumnRef column ? reading.Scope.Resolve(column) : null;
        return Add(
            leftTerm,
            new(ConditionKind.Equality, leftTerm.Term, leftTerm.Item.Statistics?.EqualitySelectivity(leftTerm.Term) ?? OtherSelectivity, PlaceOf(comparison), Outer: outer),
            reading,
            minItem);
    }

    private bool ReadRange(Expression left, Expression right, string direction, A_Expr comparison, QueryReading reading, int minItem)
    {
        if (TermOf(left, reading) is not { } term || !IsGiven(right, reading))
            return false;

        // A second bound on the same term closes the range.
        var conditions = term.Item.Conditions;
        for (var i = 0; i < conditions.Count; i++)
        {
            if (conditions[i] is { Kind: ConditionKind.Range, Operator.Length: > 0 } open && open.Term == term.Term && open.Operator[0] != direction[0])
            {
                conditions[i] = open with { Selectivity = Math.Min(open.Selectivity, ClosedRangeSelectivity), Operator = "" };
                return true;
            }
        }

        var selectivity = direction[0] == '>' && IntervalBeforeNow(right) is { } days ? Math.Min(OpenRangeSelectivity, days / AssumedAgeInDays) : OpenRangeSelectivity;
        return Add(term, new(ConditionKind.Range, term.Term, selectivity, PlaceOf(comparison), Operator: direction), reading, minItem);
    }

    /// <summary>Between two integers lie at most as many values of a unique column as there are integers.</summary>
    private static double BetweenSelectivity(ColumnSource term, ExpressionList bounds)
    {
        if (bounds.Items.Count != 2 || bounds.Items[0] is not A_Const { Kind: ConstantKind.Integer } low || bounds.Items[1] is not A_Const { Kind: ConstantKind.Integer } high
            || term.Item.Statistics is not { } statistics)
        {
            return ClosedRangeSelectivity;
        }

        return Math.Min(ClosedRangeSelectivity, Math.Max(1, high.IntegerValue - (double)low.IntegerValue + 1) * statistics.EqualitySelectivity(term.Term));
    }

    /// <summary>The days of <c>now() - interval '7 days'</c>; null for anything else.</summary>
    private static double? IntervalBeforeNow(Expression value)
    {
        if (value is not A_Expr { Kind: A_ExprKind.Op, Name.Value: "-", Lexpr: { } now } minus || minus.Rexpr is not TypeCast { TypeName.Name.Value: "interval", Arg: A_Const { Kind: ConstantKind.String, Value: { } text } })
            return null;
        if (now is not (FuncCall { Name.Value: "now" or "transaction_timestamp" or "statement_timestamp" } or SQLValueFunction))
            return null;
        var words = text.Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 2 || !double.TryParse(words[0], System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var count))
            return null;
        return words[1].TrimEnd('s') switch
        {
            "minute" or "min" => count / 1440,
            "hour" => count / 24,
            "day" => count,
            "week" => count * 7,
            "month" or "mon" => count * 30,
            "year" => count * 365,
            _ => null,
        };
    }

    private bool AddAnyOf(ColumnSource term, double values, A_Expr comparison, QueryReading reading, int minItem)
    {
        var one = term.Item.Statistics?.EqualitySelectivity(term.Term) ?? OtherSelectivity;
        return Add(term, new(ConditionKind.AnyOf, term.Term, Math.Min(1, values * one), PlaceOf(comparison), Math.Max(1, values)), reading, minItem);
    }

    private bool ReadLike(Expression left, Expression right, A_Expr comparison, QueryReading reading, int minItem)
    {
        if (TermOf(left, reading) is not { } term || !IsGiven(right, reading))
            return false;
        if (comparison.Kind == A_ExprKind.Ilike)
        {
            Hide(term, HiddenBy.CaseInsensitiveLike, comparison, reading);
            return false;
        }

        switch (right)
        {
            case A_Const { Kind: ConstantKind.String, Value: { Length: > 0 } pattern }:
                if (pattern[0] is '%' or '_')
                {
                    Hide(term, HiddenBy.LeadingWildcard, comparison, reading);
                    return false;
                }

                if (pattern.IndexOfAny(Wildcards) < 0)
                    return Add(term, new(ConditionKind.Equality, term.Term, term.Item.Statistics?.EqualitySelectivity(term.Term) ?? OtherSelectivity, PlaceOf(comparison)), reading, minItem);
                return Add(term, new(ConditionKind.Prefix, term.Term, Math.Max(1e-6, Math.Pow(FixedCharSelectivity, pattern.IndexOfAny(Wildcards))), PlaceOf(comparison)), reading, minItem);
            case A_Expr { Kind: A_ExprKind.Op, Name.Value: "||" } concatenation:
                if (FirstOperand(concatenation) is A_Const { Kind: ConstantKind.String, Value: { Length: > 0 } start } && start[0] is '%' or '_')
                {
                    Hide(term, HiddenBy.LeadingWildcard, comparison, reading);
                    return false;
                }

                return Add(term, new(ConditionKind.Prefix, term.Term, PrefixSelectivity, PlaceOf(comparison)), reading, minItem);
            default:
                return false;
        }
    }

    private static readonly char[] Wildcards = ['%', '_', '\\'];

    private static Expression FirstOperand(A_Expr concatenation)
    {
        Expression first = concatenation;
        while (first is A_Expr { Kind: A_ExprKind.Op, Name.Value: "||", Lexpr: { } left })
            first = left;
        return first;
    }

    private bool ReadContains(Expression left, Expression right, A_Expr comparison, QueryReading reading, int minItem) =>
        TermOf(left, reading) is { Item.Table: not null } term && IsGiven(right, reading)
        && Add(term, new(ConditionKind.Contains, term.Term, ContainsSelectivity, PlaceOf(comparison), Operator: comparison.Name.Value!), reading, minItem);

    private void AddNullTest(ColumnSource tested, NullTest test, QueryReading reading, int minItem, bool isJoin)
    {
        var item = tested.Item;
        if (reading.Block.Items.IndexOf(item) < minItem)
            return;

        // b.id IS NULL behind LEFT JOIN b looks for rows without a partner.
        if (item.IsOptional && !isJoin)
            return;
        item.Facts.Add(tested.Term.Shown + (test.IsNotNull ? " IS NOT NULL" : " IS NULL"));
        var nulls = tested.Term.Column is { } column ? item.Statistics?.KnownNullFraction(column) : null;
        item.Conditions.Add(new(
            test.IsNotNull ? ConditionKind.IsNotNull : ConditionKind.IsNull, tested.Term, nulls is { } known ? Math.Max(1e-9, test.IsNotNull ? 1 - known : known) : OtherSelectivity, PlaceOf(test)));
    }

    /// <summary><c>active</c>, <c>NOT active</c>, <c>active IS TRUE</c>.</summary>
    private bool ReadBoolean(Expression part, QueryReading reading, int minItem)
    {
        var operand = part switch
        {
            BoolExpr not => not.Args[0],
            BooleanTest test => test.Arg,
            _ => part,
        };
        if (operand is not ColumnRef column || Own(reading.Scope.Resolve(column), reading) is not { } source)
            return false;
        var value = part is BoolExpr or BooleanTest { TestType: BoolTestType.IsFalse } ? "NOT " : "";
        source.Item.Facts.Add(value + source.Term.Shown);
        return Add(
            source, new(ConditionKind.Equality, source.Term, source.Item.Statistics?.EqualitySelectivity(source.Term) ?? OtherSelectivity, PlaceOf(part)), reading, minItem);
    }

    /// <summary><c>a = 1 OR a = 2</c> is IN; other alternatives no single index serves.</summary>
    private bool ReadAlternatives(BoolExpr or, QueryReading reading, int minItem)
    {
        ColumnSource? common = null;
        foreach (var arm in or.Args)
        {
            if (arm is HoleExpr)
            {
                _isUnknown = true;
                return true;
            }

            if (arm is not A_Expr { Kind: A_ExprKind.Op, Name.Value: "=", Lexpr: { } left } equality || !IsGiven(equality.Rexpr, reading)
                || TermOf(left, reading) is not { } term || (common is not null && common != term))
            {
                return false;
            }

            common = term;
        }

        if (common is null)
            return false;
        var one = common.Item.Statistics?.EqualitySelectivity(common.Term) ?? OtherSelectivity;
        return Add(common, new(ConditionKind.AnyOf, common.Term, Math.Min(1, or.Args.Count * one), PlaceOf(or), or.Args.Count), reading, minItem);
    }

    private static bool Add(ColumnSource term, Condition condition, QueryReading reading, int minItem)
    {
        var item = term.Item;
        if (minItem > 0 && reading.Block.Items.IndexOf(item) < minItem)
            return true;
        item.Conditions.Add(condition);
        item.Facts.Add(term.Term.Shown + " IS NOT NULL");

        // A condition of WHERE on the optional side of an outer join makes it an inner one.
        item.IsOptional &= minItem > 0;
        return true;
    }

    /// <summary>A condition with a constant may be what a partial index was made for.</summary>
    private static void AddFact(A_Expr comparison, QueryReading reading, int minItem)
    {
        if (minItem > 0)
            return;
        foreach (var item in reading.Block.Items)
        {
            if (item.Table is { } table && TextOf(comparison, table, reading) is { ReadsColumns: true } text)
                item.Facts.Add(text.Text);
        }
    }

    private void AddOther(Expression part, QueryReading reading, int minItem)
    {
        QueryItem? only = null;
        foreach (var node in part.DescendantsAndSelf())
        {
            if (node is not ColumnRef column || Own(reading.Scope.Resolve(column), reading) is not { } source)
                continue;
            if (only is not null && only != source.Item)
                return;
            only = source.Item;
        }

        if (only is null || (minItem > 0 && reading.Block.Items.IndexOf(only) < minItem))
            return;
        only.OtherConditions++;
        only.OtherSelectivity *= OtherSelectivity;
        if (only.Table is { } table && TextOf(part, table, reading) is { } text)
            only.Facts.Add(text.Text);
        HideColumns(part, only, reading);
    }

    /// <summary>Notes a column that stands inside a function or a cast on one side of a comparison.</summary>
    private void HideColumns(Expression part, QueryItem item, QueryReading reading)
    {
        if (part is not A_Expr { Kind: A_ExprKind.Op or A_ExprKind.OpAny or A_ExprKind.In or A_ExprKind.Between, Lexpr: { } left } comparison
            || comparison.Name.Value is not ("=" or "<" or ">" or "<=" or ">=" or "BETWEEN"))
        {
            return;
        }

        var wrapped = IsGiven(comparison.Rexpr, reading) ? left : IsGiven(left, reading) ? comparison.Rexpr : null;
        if (wrapped is not (FuncCall or TypeCast))
            return;
        ColumnRef? only = null;
        foreach (var node in wrapped.DescendantsAndSelf())
        {
            if (node is not ColumnRef column)
                continue;
            if (only is not null)
                return;
            only = column;
        }

        if (only is not null && reading.Scope.Resolve(only) is { Term.Column: { } name })
            item.HiddenColumns.Add(new(name, wrapped is FuncCall ? HiddenBy.Function : HiddenBy.Cast, comparison.Name.Value == "=" ? HiddenSelectivity : OpenRangeSelectivity, PlaceOf(part)));
    }

    private void Hide(ColumnSource term, HiddenBy by, A_Expr comparison, QueryReading reading)
    {
        if (term is { Item: { Table: not null } item, Term.Column: { } column } && item.Block == reading.Block)
            item.HiddenColumns.Add(new(column, by, HiddenSelectivity, PlaceOf(comparison)));
    }

    /// <summary>An integer column compared with a number that has a fraction is cast for every row.</summary>
    private static bool HidesType(ColumnSource term, Expression value) =>
        term is { Item.Table: { } table, Term.Column: { } name } && table.FindColumn(name) is { Type: { IsArray: false, IsBuiltIn: true, Name: "int2" or "int4" or "int8" } }
        && value is A_Const { Kind: ConstantKind.Float, Value: { } text } && text.IndexOf('.') >= 0;

    /// <summary>EXISTS, IN (SELECT ...) and their opposites, as the planner joins them; false for other conditions.</summary>
    private bool ReadSubquery(Expression part, QueryReading reading)
    {
        var isAnti = part is BoolExpr;
        var operand = part is BoolExpr not ? not.Args[0] : part;
        if (operand is not SubLink { Subselect: SelectStmt select } link || link.SubLinkType is not (SubLinkType.Exists or SubLinkType.Any))
            return false;
        if (link.SubLinkType == SubLinkType.Any && (link.Testexpr is null || !link.OperName.IsEmpty && link.OperName[link.OperName.Count - 1].Value != "="))
            return false;

        var query = ReadSelect(select, reading.Scope, reading.Ctes, reading.Roots);
        var isCorrelated = _referenced.Remove(reading.Block);

        // Only NOT EXISTS becomes an anti join: NOT IN has to look at NULLs and stays a query of its own.
        var term = link.Testexpr is { } tested ? TermOf(tested, reading) : null;
        var isPulledUp = query.IsSimple && (link.SubLinkType == SubLinkType.Exists ? isCorrelated : !isAnti && !isCorrelated && term is not null);
        if (!isPulledUp)
        {
            if (link.SubLinkType == SubLinkType.Exists)
                query.Block.Limit = 1;
            reading.Block.Inner.Add(new(query.Block, isCorrelated ? Repeats.PerRow : Repeats.Once));
            if (term is not null && !isAnti && !isCorrelated && query.Outputs.Count == 1)
                JoinDerived(term, query, link, reading);
            return true;
        }

        foreach (var item in query.Block.Items)
        {
            item.IsProbe = true;
            item.IsOptional |= isAnti;
        }

        PullUp(query.Block, reading.Block);
        if (term is not null && query.Outputs.Count == 1 && query.Outputs[0].Source is { } output && output.Item.Block == reading.Block)
            reading.Block.Joins.Add(new(term.Item, term.Term, output.Item, output.Term, PlaceOf(link)));
        return true;
    }

    /// <summary>IN over a query that stays by itself: its result is a FROM item.</summary>
    private void JoinDerived(ColumnSource term, ReadQuery query, SubLink link, QueryReading reading)
    {
        var item = new QueryItem(reading.Block, null, null, link.Span) { Derived = query.Block, IsProbe = true };
        reading.Block.Items.Add(item);
        reading.Block.Joins.Add(new(term.Item, term.Term, item, IndexTerm.OfColumn(query.Outputs[0].Name), PlaceOf(link)));
    }

    /// <summary>The queries inside an expression, as queries of their own.</summary>
    private void ReadInnerQueries(Expression expression, QueryReading reading, Repeats repeats)
    {
        var stack = new Stack<SqlNode>();
        stack.Push(expression);
        while (stack.Count > 0)
        {
            var node = stack.Pop();
            if (node is SubLink { Subselect: SelectStmt select } link)
            {
                var query = ReadSelect(select, reading.Scope, reading.Ctes, reading.Roots);
                if (link.SubLinkType == SubLinkType.Exists)
                    query.Block.Limit = 1;
                reading.Block.Inner.Add(new(query.Block, _referenced.Remove(reading.Block) ? repeats : Repeats.Once));
                if (link.Testexpr is not null)
                    stack.Push(link.Testexpr);
                continue;
            }

            foreach (var child in node.Children)
                stack.Push(child);
        }
    }

    /// <summary>Notes the columns that an expression reads.</summary>
    private void Use(Expression expression, QueryReading reading)
    {
        var stack = new Stack<SqlNode>();
        stack.Push(expression);
        while (stack.Count > 0)
        {
            var node = stack.Pop();
            if (node is SubLink link)
            {
                // The query inside has names of its own, and is read by itself.
                if (link.Testexpr is not null)
                    stack.Push(link.Testexpr);
                continue;
            }

            if (node is ColumnRef column)
            {
                if (reading.Scope.Resolve(column) is { } source)
                    Use(source, reading);
                else if (column.Fields.Count == 1 && !column.HasStar)
                    UseWholeRow(column, reading);
                continue;
            }

            foreach (var child in node.Children)
                stack.Push(child);
        }
    }

    private void Use(ColumnSource source, QueryReading reading)
    {
        if (source.Item.Block != reading.Block)
            _referenced.Add(source.Item.Block);
        if (source.Term.Column is { } name)
            source.Item.Columns?.Add(name);
    }

    private static void UseWholeRow(ColumnRef reference, QueryReading reading)
    {
        foreach (var relation in reading.Scope.Relations)
        {
            if (relation.Name != reference.Fields[0].Value)
                continue;
            foreach (var name in relation.Names)
            {
                if (relation.TryFind(name, out var source) && source is not null)
                    source.Item.Columns = null;
            }
        }
    }

    /// <summary>The column or expression of one item of the block that an expression is; null when it is something else.</summary>
    private static ColumnSource? TermOf(Expression expression, QueryReading reading)
    {
        if (expression is ColumnRef reference)
            return Own(reading.Scope.Resolve(reference), reading);
        if (expression is not (FuncCall or A_Expr or TypeCast or CoalesceExpr))
            return null;

        QueryItem? item = null;
        foreach (var node in expression.DescendantsAndSelf())
        {
            switch (node)
            {
                case SubLink or ParamRef or HoleExpr:
                    return null;
                case ColumnRef column:
                    if (Own(reading.Scope.Resolve(column), reading) is not { Item.Table: not null } source || (item is not null && item != source.Item))
                        return null;
                    item = source.Item;
                    break;
                case FuncCall call when !IsImmutable(call):
                    return null;
            }
        }

        if (item is null || TextOf(expression, item.Table!, reading) is not { ReadsColumns: true } text)
            return null;

        // What the server takes for the column itself is the column: email::text of a text column.
        var isColumn = item.Table!.FindColumn(text.Text) is not null;
        if (!isColumn && !IsIndexed(item.Table!, text.Text) && !IsIndexable(expression, item.Table!, reading))
            return null;
        return new(item, isColumn ? IndexTerm.OfColumn(text.Text) : IndexTerm.OfExpression(text.Text));
    }

    private static (string Text, bool ReadsColumns)? TextOf(Expression expression, Table table, QueryReading reading) =>
        new ExpressionText(table, column => reading.Scope.Resolve(column) is { Term.Column: { } name, Item.Table: { } owner } && owner == table ? name : null).Write(expression);

    private static bool IsIndexed(Table table, string text)
    {
        foreach (var index in table.Indexes)
        {
            foreach (var key in index.Keys)
            {
                if (key.Expression is { } expression && IndexShape.ReadExpression(table, expression) == text)
                    return true;
            }
        }

        return false;
    }

    /// <summary>The expressions that are worth an index of their own: a folded text, a key of a document.</summary>
    private static bool IsIndexable(Expression expression, Table table, QueryReading reading)
    {
        switch (expression)
        {
            case FuncCall { Name.Value: "lower" or "upper", Args: { Count: 1 } arguments } when arguments[0] is ColumnRef column:
                return reading.Scope.Resolve(column) is { Term.Column: { } name } && table.FindColumn(name)?.Type is { IsArray: false, IsBuiltIn: true, Name: "text" or "varchar" };
            case A_Expr { Kind: A_ExprKind.Op, Name.Value: "->>" or "#>>" } path:
                return IsPath(path);

            // Text to these types does not depend on settings; to times it does.
            case TypeCast { Arg: A_Expr { Kind: A_ExprKind.Op, Name.Value: "->>" or "#>>" } path } cast:
                return cast.TypeName.Name.Value is "int4" or "int8" or "int2" or "numeric" or "uuid" or "bool" or "text" && cast.TypeName.ArrayBounds.IsEmpty && IsPath(path);
            default:
                return false;
        }

        static bool IsPath(A_Expr path)
        {
            Expression? current = path;
            while (current is A_Expr { Kind: A_ExprKind.Op, Name.Value: "->" or "->>" or "#>>", Rexpr: A_Const } step)
                current = step.Lexpr;
            return current is ColumnRef;
        }
    }

    private static bool IsImmutable(FuncCall call)
    {
        if (call.Name.Value is not { } name || !PostgresCatalog.Instance.BuiltIn.Functions.TryGetValue(name, out var overloads))
            return false;
        foreach (var overload in overloads)
        {
            if (overload.Volatility != 'i')
                return false;
        }

        return true;
    }

    private static ColumnSource? Own(ColumnSource? source, QueryReading reading) => source?.Item.Block == reading.Block ? source : null;

    /// <summary>Whether a value is known before the rows of the block are read: constants, parameters, columns of queries around, stable functions of them.</summary>
    private static bool IsGiven(Expression value, QueryReading reading)
    {
        var stack = new Stack<SqlNode>();
        stack.Push(value);
        while (stack.Count > 0)
        {
            var node = stack.Pop();
            switch (node)
            {
                case ColumnRef column when reading.Scope.Resolve(column) is not { } source || source.Item.Block == reading.Block:
                    return false;
                case SubLink { SubLinkType: SubLinkType.Expr, Testexpr: null }:
                    continue;
                case SubLink:
                    return false;
                case FuncCall { Name.Value: "random" or "clock_timestamp" or "timeofday" or "nextval" or "gen_random_uuid" or "setseed" }:
                    return false;
            }

            foreach (var child in node.Children)
                stack.Push(child);
        }

        return true;
    }

    private TextSpan PlaceOf(SqlNode node) => _placeOfView ?? node.Span;
}
