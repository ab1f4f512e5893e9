using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>A comparison that only asks whether a number is zero.</summary>
/// <param name="Counted">The number.</param>
/// <param name="IsPositive">Whether it asks for at least one.</param>
internal sealed record ExistenceTest(Expression Counted, bool IsPositive)
{
    /// <summary><c>n &gt; 0</c>, <c>n &gt;= 1</c>, <c>n &lt;&gt; 0</c>; <c>n = 0</c>, <c>n &lt; 1</c>; each also the other way round. Null for any other comparison.</summary>
    public static ExistenceTest? Read(A_Expr comparison)
    {
        if (comparison is not { Kind: A_ExprKind.Op, Schema.IsEmpty: true, Lexpr: { } left, Rexpr: var right, Name.Value: { } name })
            return null;
        if (right is A_Const { Kind: ConstantKind.Integer, IntegerValue: var bound })
            return Read(left, name, bound);
        return left is A_Const { Kind: ConstantKind.Integer, IntegerValue: var leftBound } ? Read(right, Mirror(name), leftBound) : null;
    }

    private static ExistenceTest? Read(Expression counted, string comparison, int bound) => (comparison, bound) switch
    {
        (">", 0) or (">=", 1) or ("<>", 0) or ("!=", 0) => new(counted, true),
        ("=", 0) or ("<", 1) or ("<=", 0) => new(counted, false),
        _ => null,
    };

    private static string Mirror(string comparison) => comparison switch
    {
        ">" => "<",
        "<" => ">",
        ">=" => "<=",
        "<=" => ">=",
        _ => comparison,
    };
}
