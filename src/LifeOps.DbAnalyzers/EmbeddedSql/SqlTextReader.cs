using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading;

using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.EmbeddedSql;

/// <summary>
/// Turns a C# expression into the SQL text it gives. One reader serves one compilation; it may be used by several threads.
/// </summary>
internal sealed class SqlTextReader(Compilation compilation)
{
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();

    /// <summary>
    /// The texts the expression can give: one, or one for each way to take its conditions (a bounded number; beyond it the conditions become
    /// holes). Empty when nothing of the text is known.
    /// </summary>
    public ImmutableArray<SqlText> Read(IOperation expression, CancellationToken cancellationToken)
    {
        var parts = new SqlPartReader(this, cancellationToken).Read(expression);
        if (parts is null)
            return ImmutableArray<SqlText>.Empty;

        var texts = SqlTextAssembler.Assemble(parts, cancellationToken);

        // What the compiler calls constant has one text, and it is the compiler's.
        if (expression.ConstantValue is { HasValue: true, Value: string { Length: > 0 } value } && (texts.Length != 1 || texts[0].Text != value))
            return SqlTextAssembler.Assemble(StringTokenDecoder.Whole(expression.Syntax, value), cancellationToken);
        return texts;
    }

    /// <summary>The operation of an expression anywhere in the compilation; null when the file does not belong to it.</summary>
    public IOperation? OperationOf(SyntaxNode expression, IOperation from, CancellationToken cancellationToken)
    {
        var tree = expression.SyntaxTree;
        var model = from.SemanticModel is { } near && near.SyntaxTree == tree ? near : ModelOf(tree);
        return model?.GetOperation(expression, cancellationToken);
    }

    private SemanticModel? ModelOf(SyntaxTree tree) =>
        compilation.ContainsSyntaxTree(tree) ? _models.GetOrAdd(tree, t => compilation.GetSemanticModel(t)) : null;
}
