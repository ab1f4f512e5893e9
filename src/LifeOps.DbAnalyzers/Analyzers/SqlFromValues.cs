using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// LDB1010: a string from outside becomes part of the text of a statement, where a value stands, or where a name stands and nothing in the
/// method looks at it. Migrations and statements that take no parameters are left alone, as are values that EF Core makes parameters of.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SqlFromValues : DiagnosticAnalyzer
{
    private const string ValueAdvice = "send it as a parameter";
    private const string NameAdvice = "choose the name from constants, or quote it with NpgsqlCommandBuilder.QuoteIdentifier";
    private const int MaxShownLength = 60;

    private static readonly DiagnosticDescriptor Descriptor = Descriptors.For(RuleCatalog.SqlFromValues);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (DataAccessSymbols.Create(start.Compilation) is { } symbols)
                start.RegisterOperationAction(new Session(start.Compilation, symbols).Analyze, OperationKind.Argument, OperationKind.SimpleAssignment);
        });
    }

    /// <summary>One compilation.</summary>
    private sealed class Session
    {
        private readonly DataAccessSymbols _symbols;
        private readonly SqlTextReader _reader;
        private readonly ExternalValues _values;
        private readonly ConcurrentDictionary<Location, bool> _reported = new();

        public Session(Compilation compilation, DataAccessSymbols symbols)
        {
            _symbols = symbols;
            _reader = new SqlTextReader(compilation);
            _values = new ExternalValues(compilation, symbols.Flow, _reader);
        }

        public void Analyze(OperationAnalysisContext context)
        {
            if (_symbols.RecognizeSql(context.Operation) is not { Library: not null, HolesAreParameters: false, Purpose: not SqlPurpose.Migration, Kind: SqlTextKind.Statements } use
                || use.Sql.ConstantValue.HasValue)
            {
                return;
            }

            var texts = _reader.Read(use, context.CancellationToken);
            if (texts.IsEmpty)
                texts = BuilderText.Read(use.Sql, _reader, _symbols.Flow, use.Placeholders, context.CancellationToken);
            foreach (var text in texts)
            {
                var script = text.Parse(context.CancellationToken);
                foreach (var hole in text.Options.Holes)
                {
                    var place = HolePlaces.Of(script, hole);
                    if (place != HolePlace.Fragment)
                        Check(context, use.Sql, text, hole, place);
                }
            }
        }

        private void Check(OperationAnalysisContext context, IOperation sql, SqlText text, SqlHole hole, HolePlace place)
        {
            var location = text.Map(hole.Span);
            if (ExpressionAt(location, context.CancellationToken) is not { } expression
                || _reader.OperationOf(expression, sql, context.CancellationToken) is not { } value
                || _values.Find(value, context.CancellationToken) is not { } source
                || place == HolePlace.Name && !IsUncheckedParameter(source)
                || !_reported.TryAdd(location, true))
            {
                return;
            }

            context.ReportDiagnostic(Diagnostic.Create(Descriptor, expression.GetLocation(), Show(expression), place == HolePlace.Value ? ValueAdvice : NameAdvice));
        }

        private static ExpressionSyntax? ExpressionAt(Location location, CancellationToken cancellationToken)
        {
            if (location.SourceTree is not { } tree)
                return null;
            var node = tree.GetRoot(cancellationToken).FindNode(location.SourceSpan, getInnermostNodeForTie: true);
            return node switch
            {
                InterpolationSyntax interpolation => interpolation.Expression,
                ExpressionSyntax expression when expression.Span == location.SourceSpan => expression,
                _ => null,
            };
        }

        /// <summary>A parameter that the method mentions once, in the text: no list of names, no switch, no check stands between.</summary>
        private static bool IsUncheckedParameter(IOperation source)
        {
            if (source is not IParameterReferenceOperation { Parameter: { Type.SpecialType: SpecialType.System_String } parameter })
                return false;
            return BlockFacts.RootOf(source).DescendantsAndSelf()
                .Count(operation => operation is IParameterReferenceOperation other && SymbolEqualityComparer.Default.Equals(other.Parameter, parameter)) == 1;
        }

        private static string Show(SyntaxNode expression)
        {
            var text = expression.ToString();
            var line = text.IndexOfAny(['\r', '\n']);
            var length = System.Math.Min(line < 0 ? text.Length : line, MaxShownLength);
            return length == text.Length ? text : text.Substring(0, length) + "…";
        }
    }
}
