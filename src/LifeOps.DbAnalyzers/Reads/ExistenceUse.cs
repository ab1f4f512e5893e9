using LifeOps.DbAnalyzers.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Reads;

/// <summary>A comparison in C# that only asks whether a number is zero.</summary>
/// <param name="Comparison">The whole of it.</param>
/// <param name="IsPositive">Whether it asks for at least one.</param>
internal sealed record ExistenceUse(IBinaryOperation Comparison, bool IsPositive)
{
    /// <summary>The comparison that uses the value; null when something else does.</summary>
    public static ExistenceUse? Of(IOperation number)
    {
        var (value, user) = number.User();

        // Convert.ToInt64(command.ExecuteScalar()): what ADO.NET gives is an object.
        if (user is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "ToInt32" or "ToInt64", ContainingType: { Name: "Convert", ContainingNamespace.Name: "System" } } } converted })
            (value, user) = converted.User();
        while (user is IParenthesizedOperation parenthesized)
            (value, user) = parenthesized.User();
        if (user is not IBinaryOperation comparison)
            return null;
        var isLeft = comparison.LeftOperand == value;
        var bound = (isLeft ? comparison.RightOperand : comparison.LeftOperand).Unwrap().ConstantValue;
        if (!bound.HasValue || NumberOf(bound.Value) is not { } number0)
            return null;
        return (isLeft ? comparison.OperatorKind : Mirror(comparison.OperatorKind), number0) switch
        {
            (BinaryOperatorKind.GreaterThan, 0) or (BinaryOperatorKind.GreaterThanOrEqual, 1) or (BinaryOperatorKind.NotEquals, 0) => new(comparison, true),
            (BinaryOperatorKind.Equals, 0) or (BinaryOperatorKind.LessThan, 1) or (BinaryOperatorKind.LessThanOrEqual, 0) => new(comparison, false),
            _ => null,
        };
    }

    private static long? NumberOf(object? value) => value switch
    {
        int number => number,
        long number => number,
        _ => null,
    };

    private static BinaryOperatorKind Mirror(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        _ => kind,
    };
}
