using LifeOps.DbAnalyzers.DataAccess;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>What can be said about a query without its schema.</summary>
internal static class QueryText
{
    /// <summary>Whether all that varies in the text are values, so that one statement with parameters could replace it.</summary>
    public static bool TakesValuesOnly(IOperation text) =>
        text.Unwrap() is IInterpolatedStringOperation or IBinaryOperation || text.ConstantValue.HasValue;

    /// <summary>Whether the query reads a window of a larger result that its arguments move.</summary>
    public static bool IsWindow(DataAccessCall query)
    {
        for (var current = query.Query?.Unwrap(); current is IInvocationOperation invocation; current = invocation.ReceiverOf()?.Unwrap())
        {
            if (invocation.TargetMethod.Name is "Skip" or "Take")
                return true;
        }

        return false;
    }
}
