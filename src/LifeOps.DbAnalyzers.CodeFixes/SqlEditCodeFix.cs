using System.Collections.Immutable;
using System.Threading.Tasks;

using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>A fix that writes the edits which the rule itself found: offered where there are any.</summary>
public abstract class SqlEditCodeFix : CodeFixProvider
{
    private readonly string _title;
    private readonly FixAllProvider _fixAllProvider;

    private protected SqlEditCodeFix(Rule rule, string title)
    {
        _title = title;
        _fixAllProvider = new SqlEditFixAllProvider(title);
        FixableDiagnosticIds = ImmutableArray.Create(rule.Id);
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => _fixAllProvider;

    /// <inheritdoc/>
    public sealed override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var edits = SourceEdits.Of(diagnostic);
            if (edits.IsEmpty)
                continue;
            var project = context.TextDocument.Project;
            context.RegisterCodeFix(
                CodeAction.Create(_title, cancellationToken => SqlEditApplication.ApplyAsync(project, edits, cancellationToken), equivalenceKey: GetType().Name),
                diagnostic);
        }

        return Task.CompletedTask;
    }
}
