using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.PostgreSql.Rules.Queries;

namespace LifeOps.DbAnalyzers.Reads;

/// <summary>How many rows the SQL of a call can return, whichever way the code that builds it goes.</summary>
internal static class SqlReads
{
    /// <summary>The most dangerous bound of all texts; unknown as soon as one of them is.</summary>
    public static ResultBound Bound(DataAccessCall call, SqlTextReader reader, ResultBounds bounds, CancellationToken cancellationToken)
    {
        if (call.SqlTexts.IsEmpty)
            return ResultBound.Unknown;

        var worst = ResultBound.Bounded;
        foreach (var expression in call.SqlTexts)
        {
            var texts = reader.Read(expression, cancellationToken);
            if (texts.IsEmpty)
                return ResultBound.Unknown;
            foreach (var text in texts)
            {
                var bound = bounds.Of(text.Parse(cancellationToken), text.Options);
                if (bound.Size == ResultSize.Unknown)
                    return bound;
                if (bound.Size > worst.Size)
                    worst = bound;
            }
        }

        return worst;
    }
}
