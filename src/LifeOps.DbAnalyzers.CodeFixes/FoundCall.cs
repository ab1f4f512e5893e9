using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.DbAnalyzers.SqlFiles;
using LifeOps.PostgreSql.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>The data access that a diagnostic points at, recognised again in the document as it is now.</summary>
internal sealed class FoundCall
{
    private FoundCall(Document document, SyntaxNode root, SemanticModel model, DataAccessSymbols symbols, DataAccessCall call, InvocationExpressionSyntax syntax)
    {
        Document = document;
        Root = root;
        Model = model;
        Symbols = symbols;
        Call = call;
        Syntax = syntax;
    }

    public Document Document { get; }

    public SyntaxNode Root { get; }

    public SemanticModel Model { get; }

    public DataAccessSymbols Symbols { get; }

    public DataAccessCall Call { get; }

    public InvocationExpressionSyntax Syntax { get; }

    public IInvocationOperation Invocation => (IInvocationOperation)Call.Operation;

    /// <summary>Null when the diagnostic points at something else: a call that only leads to a query.</summary>
    public static async Task<FoundCall?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || !root.FullSpan.Contains(diagnostic.Location.SourceSpan)
            || root.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } syntax
            || DataAccessSymbols.Create(model.Compilation) is not { } symbols
            || model.GetOperation(syntax, cancellationToken) is not IInvocationOperation operation
            || symbols.Recognize(operation) is not { } call
            || call.NameLocation.SourceSpan != diagnostic.Location.SourceSpan)
        {
            return null;
        }

        return new(document, root, model, symbols, call, syntax);
    }

    /// <summary>The one text of the call's SQL, known to the last character; null otherwise.</summary>
    public SqlText? ReadSql(CancellationToken cancellationToken)
    {
        if (Call.Sql is not { } sql)
            return null;
        var texts = new SqlTextReader(Model.Compilation).Read(sql, cancellationToken);
        return texts.Length == 1 && texts[0].IsComplete && texts[0].Parse(cancellationToken).Diagnostics.IsEmpty ? texts[0] : null;
    }

    public DatabaseSchema? ReadSchema(CancellationToken cancellationToken) => ReadSql(cancellationToken) is { } sql
        ? SchemaProvider.GetSchema(Document.Project.AnalyzerOptions, sql.Parse(cancellationToken), cancellationToken)
        : SchemaProvider.GetSchema(Document.Project.AnalyzerOptions, cancellationToken);

    /// <summary>The text of the call with changes in it.</summary>
    public string Rewrite(params TextChange[] changes)
    {
        var text = Syntax.ToString();
        foreach (var change in changes.OrderByDescending(change => change.Span.Start))
            text = text.Remove(change.Span.Start - Syntax.SpanStart, change.Span.Length).Insert(change.Span.Start - Syntax.SpanStart, change.NewText!);
        return text;
    }

    /// <summary>A name that means nothing yet where the call stands, nor further in or out in the same member.</summary>
    public string FreeName(params string[] candidates) => CodeText.FreeName(Model, Syntax, candidates);
}
