using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading;

using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Syntax;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.EmbeddedSql;

/// <summary>
/// Turns a C# expression into the SQL text it gives. One reader serves one compilation; it may be used by several threads.
/// </summary>
internal sealed class SqlTextReader(Compilation compilation)
{
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConditionalWeakTable<IBlockOperation, LocalWrites> _writes = new();

    // What stands around a text that is one expression, so that it can be parsed as a statement. In parentheses, as in CHECK (...): a word
    // behind it would be taken for the name of the column. A comment at its end stops at the line break.
    private const string BeforeExpression = "SELECT (";
    private const string BehindExpression = "\n)";

    /// <summary>
    /// The texts the expression can give: one, or one for each way to take its conditions (a bounded number; beyond it the conditions become
    /// holes). Empty when nothing of the text is known.
    /// </summary>
    public ImmutableArray<SqlText> Read(IOperation expression, CancellationToken cancellationToken) =>
        Read(expression, SqlParseOptions.Embedded, SqlTextKind.Statements, cancellationToken);

    /// <summary>The texts that are handed over at a place that takes SQL.</summary>
    public ImmutableArray<SqlText> Read(SqlUse use, CancellationToken cancellationToken) => Read(
        use.Sql,
        SqlParseOptions.Embedded with { Placeholders = use.Placeholders },
        use.Kind,
        cancellationToken);

    private ImmutableArray<SqlText> Read(IOperation expression, SqlParseOptions options, SqlTextKind kind, CancellationToken cancellationToken)
    {
        var parts = new SqlPartReader(this, cancellationToken).Read(expression);
        if (parts is null)
            return ImmutableArray<SqlText>.Empty;

        // What the compiler calls constant has one text, and it is the compiler's.
        var texts = SqlTextAssembler.Assemble(parts, options, cancellationToken);
        if (expression.ConstantValue is { HasValue: true, Value: string { Length: > 0 } value } && (texts.Length != 1 || texts[0].Text != value))
        {
            parts = StringTokenDecoder.Whole(expression.Syntax, value);
            texts = SqlTextAssembler.Assemble(parts, options, cancellationToken);
        }

        if (kind == SqlTextKind.Statements || texts.IsEmpty)
            return texts;
        var before = StringTokenDecoder.Unwritten(BeforeExpression, expression.Syntax, expression.Syntax.SpanStart);
        var behind = StringTokenDecoder.Unwritten(BehindExpression, expression.Syntax, EndOfText(expression.Syntax));
        return SqlTextAssembler.Assemble(SqlPart.Concat(SqlPart.Concat(before, parts), behind), options, cancellationToken);
    }

    /// <summary>Where the text of a literal ends: before its closing quote.</summary>
    private static int EndOfText(SyntaxNode syntax) =>
        syntax is LiteralExpressionSyntax { Token: var token } && token.IsKind(SyntaxKind.StringLiteralToken) ? syntax.Span.End - 1 : syntax.Span.End;

    /// <summary>The operation of an expression anywhere in the compilation; null when the file does not belong to it.</summary>
    public IOperation? OperationOf(SyntaxNode expression, IOperation from, CancellationToken cancellationToken)
    {
        var tree = expression.SyntaxTree;
        var model = from.SemanticModel is { } near && near.SyntaxTree == tree ? near : ModelOf(tree);
        return model?.GetOperation(expression, cancellationToken);
    }

    /// <summary>Where the locals of a block are assigned; made once per block.</summary>
    public LocalWrites WritesIn(IBlockOperation block, CancellationToken cancellationToken) =>
        _writes.GetValue(block, key => new LocalWrites(key, cancellationToken));

    private SemanticModel? ModelOf(SyntaxTree tree) =>
        compilation.ContainsSyntaxTree(tree) ? _models.GetOrAdd(tree, t => compilation.GetSemanticModel(t)) : null;
}
