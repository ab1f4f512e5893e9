using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>How much time a rollup reads.</summary>
/// <param name="IsBounded">Whether a condition says from when on.</param>
/// <param name="Length">Seconds until now, where the condition is <c>now()</c> minus a constant; null when it cannot be told.</param>
internal readonly record struct TimeRange(bool IsBounded, double? Length)
{
    /// <summary>The range of the conditions that must hold for every row.</summary>
    public static TimeRange Of(TimeRollup query)
    {
        var range = default(TimeRange);
        Read(query, query.Select.WhereClause, ref range);
        return range;
    }

    private static void Read(TimeRollup query, Expression? condition, ref TimeRange range)
    {
        switch (condition)
        {
            case BoolExpr { BoolOp: BoolExprType.And } and:
                foreach (var part in and.Args)
                    Read(query, part, ref range);
                break;
            case A_Expr { Kind: A_ExprKind.Between, Lexpr: { } tested, Rexpr: ExpressionList { Items.Count: 2 } ends } when IsTime(query, tested):
                range = new(IsBounded: true, LengthUntilNow(ends.Items[0]));
                break;
            case A_Expr { Kind: A_ExprKind.Op, Name.Value: ">" or ">=" or "=", Lexpr: { } left, Rexpr: var bound } when IsTime(query, left):
                range = new(IsBounded: true, LengthUntilNow(bound));
                break;
            case A_Expr { Kind: A_ExprKind.Op, Name.Value: "<" or "<=" or "=", Lexpr: { } bound, Rexpr: var right } when IsTime(query, right):
                range = new(IsBounded: true, LengthUntilNow(bound));
                break;
        }
    }

    /// <summary>The time column, or the step that it is in.</summary>
    private static bool IsTime(TimeRollup query, Expression expression) =>
        expression is ColumnRef reference ? query.ColumnOf(reference) == query.TimeColumn : query.StepOf(expression) is not null;

    /// <summary><c>now() - interval '7 days'</c> is seven days; <c>now()</c> cut to a day or the like adds at most what it is cut to.</summary>
    private static double? LengthUntilNow(Expression bound)
    {
        switch (bound)
        {
            case FuncCall { Name.Value: "now" or "transaction_timestamp" or "statement_timestamp" or "clock_timestamp", Args.IsEmpty: true }
                or SQLValueFunction { Op: SqlValueFunctionOp.CurrentTimestamp or SqlValueFunctionOp.Localtimestamp }:
                return 0;
            case SQLValueFunction { Op: SqlValueFunctionOp.CurrentDate }:
                return 0;
            case TypeCast cast:
                return LengthUntilNow(cast.Arg);
            case FuncCall { Name.Value: "date_trunc" or "time_bucket", Args: { Count: >= 2 } args } when TimeRollup.ConstantOf(args[0]) is { } unit && LengthUntilNow(args[1]) is { } length:
                return IntervalLength.TryParse(unit.Length > 0 && char.IsLetter(unit[0]) ? "1 " + unit : unit) is { IsInteger: false } cut ? length + cut.Maximum : null;
            case A_Expr { Kind: A_ExprKind.Op, Name.Value: "-", Lexpr: { } from, Rexpr: var minus } when LengthUntilNow(from) is { } start:
                return TimeRollup.ConstantOf(minus) is { } text && IntervalLength.TryParse(text) is { IsInteger: false } back ? start + back.Maximum : null;
            default:
                return null;
        }
    }
}
