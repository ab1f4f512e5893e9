using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;

using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>Which syntax errors of a text that C# code puts together are sure (LDB0001).</summary>
internal static class SyntaxErrors
{
    /// <summary>
    /// The errors that happen whatever the holes hold and whichever of the possible branches are taken: an error of one
    /// combination counts when every combination with one of its branches has an error.
    /// </summary>
    public static IEnumerable<(SqlText Text, SqlDiagnostic Error)> SureErrors(ImmutableArray<SqlText> alternatives, CancellationToken cancellationToken)
    {
        var failing = new List<(SqlText Text, SqlDiagnostic Error)>();
        foreach (var text in alternatives)
        {
            foreach (var error in text.Parse(cancellationToken).Diagnostics)
            {
                if (IsSure(text, error) && !IgnoreComments.Covers(text.Text, error.Span.Start, RuleCatalog.SqlSyntaxError.Id))
                    failing.Add((text, error));
            }
        }

        return failing.Where(failure =>
            failure.Text.Branches.Length <= 1
            || failure.Text.Branches.Any(branch => alternatives.All(other => !other.Branches.Contains(branch) || failing.Exists(f => f.Text == other))));
    }

    /// <summary>
    /// The parser stays silent behind a hole that it took for clauses. One that it took for a value or a name may still end in an
    /// operator or AND: that explains an error at the very next token.
    /// </summary>
    private static bool IsSure(SqlText text, SqlDiagnostic error)
    {
        foreach (var hole in text.Options.Holes)
        {
            if (hole.Span.Start > error.Span.Start)
                break;
            if (hole.Kind is HoleKind.Unknown or HoleKind.Fragment && IsBlank(text.Text, hole.Span.End, error.Span.Start))
                return false;
        }

        return true;
    }

    private static bool IsBlank(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (!char.IsWhiteSpace(text[i]))
                return false;
        }

        return true;
    }
}
