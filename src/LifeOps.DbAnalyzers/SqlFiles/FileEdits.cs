using System.Threading;

using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.SqlFiles;

/// <summary>Edits of a finding in one text that belong to another file: the index that a query misses belongs to the schema file.</summary>
internal static class FileEdits
{
    /// <summary>The change of the file; null when it is not among the AdditionalFiles.</summary>
    public static SourceEdit? Map(AnalyzerOptions options, FindingEdit edit, CancellationToken cancellationToken)
    {
        foreach (var file in options.AdditionalFiles)
        {
            if (file.Path == edit.File && SqlFile.From(file, cancellationToken) is { } target)
                return new SourceEdit(target.LocationOf(edit.Span), edit.NewText);
        }

        return null;
    }
}
