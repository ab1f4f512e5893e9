using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;

using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.Migrations;
using LifeOps.PostgreSql.Syntax;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

using SourceSpan = Microsoft.CodeAnalysis.Text.TextSpan;
using TextSpan = LifeOps.PostgreSql.Syntax.TextSpan;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// The script that Npgsql's provider makes of the calls of an <c>Up</c> method, in the transaction that EF Core puts around it, with the call that
/// each part of it comes from.
/// </summary>
internal sealed class EfMigrationScript
{
    private readonly StringBuilder _text = new("START TRANSACTION;\n");
    private readonly List<Piece> _pieces = [];

    private EfMigrationScript(INamedTypeSymbol type) => Type = type;

    /// <summary>The class that holds the method.</summary>
    public INamedTypeSymbol Type { get; }

    /// <summary>The file of the first call.</summary>
    public SyntaxTree Tree => _pieces[0].Call.Syntax.SyntaxTree;

    public SqlScript Parsed { get; private set; } = SqlParser.Parse("");

    public MigrationScript Migration => new(Parsed, ScriptTransaction.None, isMigration: true);

    /// <summary>Null when the method is no Up of a migration, or changes nothing.</summary>
    /// <param name="migration">The class Migration.</param>
    /// <param name="builder">The class MigrationBuilder.</param>
    public static EfMigrationScript? Read(
        ISymbol owner, ImmutableArray<IOperation> blocks, INamedTypeSymbol migration, INamedTypeSymbol builder, SqlTextReader reader, CancellationToken cancellationToken)
    {
        if (owner is not IMethodSymbol { Name: "Up", IsOverride: true } method || !method.ContainingType.IsOrInherits(migration))
            return null;
        var script = new EfMigrationScript(method.ContainingType);
        foreach (var block in blocks)
        {
            foreach (var operation in block.DescendantsAndSelf())
            {
                if (operation is IInvocationOperation call && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, builder))
                    script.Add(call, reader, cancellationToken);
            }
        }

        if (script._pieces.Count == 0)
            return null;
        script.Parsed = SqlParser.Parse(script._text + "COMMIT;\n", cancellationToken);
        return script;
    }

    public Piece? PieceAt(int position) => _pieces.FirstOrDefault(piece => position >= piece.Start && position < piece.End);

    private void Add(IInvocationOperation call, SqlTextReader reader, CancellationToken cancellationToken)
    {
        if (call.TargetMethod.Name != "Sql")
        {
            var (annotations, end) = AnnotationsOf(call);
            Add(new Piece(call, end, Sql: null), string.Join(";\n", EfMigrationSql.Of(call, annotations)), isInTransaction: !EfMigrationSql.IsConcurrent(annotations));
            return;
        }

        if (call.Arguments.GivenArgumentOf("sql") is not { } argument)
            return;
        var isInTransaction = call.Arguments.GivenArgumentOf("suppressTransaction")?.ConstantValue is not { HasValue: true, Value: true };
        // A text with choices or holes is not one script: its statements are checked where they are written, the migration leaves them out.
        var texts = reader.Read(argument, cancellationToken);
        if (texts.Length == 1 && texts[0].IsComplete && texts[0].Parse(cancellationToken).Diagnostics.IsEmpty)
            Add(new Piece(call, call, texts[0]), texts[0].Text, isInTransaction);
    }

    /// <summary>What the calls of Annotation behind a call say, and the last of them.</summary>
    private static (Dictionary<string, object?> Annotations, IInvocationOperation End) AnnotationsOf(IInvocationOperation call)
    {
        var annotations = new Dictionary<string, object?>();
        while (call.Parent is IInvocationOperation { TargetMethod.Name: "Annotation" } annotation && annotation.Instance == call)
        {
            if (annotation.Arguments is { Length: 2 } arguments && arguments[0].Value.ConstantValue is { HasValue: true, Value: string name })
                annotations[name] = arguments[1].Value.WithoutConversions().ConstantValue is { HasValue: true, Value: var value } ? value : null;
            call = annotation;
        }

        return (annotations, call);
    }

    private void Add(Piece piece, string sql, bool isInTransaction)
    {
        if (sql.Length == 0)
            return;
        if (!isInTransaction)
            _text.Append("COMMIT;\n");
        _pieces.Add(piece with { Start = _text.Length, End = _text.Length + sql.Length });

        // On a line of its own: the text may end in a comment.
        _text.Append(sql).Append("\n;\n");
        if (!isInTransaction)
            _text.Append("START TRANSACTION;\n");
    }

    /// <summary>A call and its part of the script.</summary>
    /// <param name="Last">The last of the calls of Annotation behind it.</param>
    /// <param name="Sql">The text that it hands over; null when the provider writes it.</param>
    internal sealed record Piece(IInvocationOperation Call, IInvocationOperation Last, SqlText? Sql)
    {
        public int Start { get; init; }

        public int End { get; init; }

        public Location LocationOf(TextSpan span) =>
            Sql is not null ? Sql.Map(new TextSpan(span.Start - Start, System.Math.Min(span.Length, End - span.Start))) : OperationNames.LocationOf(Call);

        /// <summary>The change of the C# code that does what the rule's edit does to SQL; null when there is none.</summary>
        public SourceEdit? FixOf(SqlFinding finding) => finding.Rule.Id switch
        {
            // The provider runs an index that is created concurrently outside the migration's transaction.
            "LDB8001" when Sql is null => Insert(Last.Syntax, Last.Syntax.Span.End, ".Annotation(\"Npgsql:CreatedConcurrently\", true)"),
            "LDB8010" when Call.Instance is { } receiver && StatementOf(Call) is { } statement => Insert(
                statement,
                statement.SpanStart,
                $"{receiver.Syntax}.Sql(\"SET LOCAL lock_timeout = '5s';\");" + LineBreakBefore(statement)),
            _ => null,
        };

        private static SourceEdit Insert(SyntaxNode node, int position, string text) => new(Location.Create(node.SyntaxTree, new SourceSpan(position, 0)), text);

        private static ExpressionStatementSyntax? StatementOf(IOperation operation) =>
            operation.Syntax.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { Parent: BlockSyntax } statement ? statement : null;

        /// <summary>The end of the line before a statement and its indentation.</summary>
        private static string LineBreakBefore(SyntaxNode statement)
        {
            var text = statement.SyntaxTree.GetText();
            var line = text.Lines.GetLineFromPosition(statement.SpanStart);
            var indentation = text.ToString(SourceSpan.FromBounds(line.Start, statement.SpanStart));
            return indentation.Trim().Length == 0 ? "\n" + indentation : " ";
        }
    }
}
