using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.DbAnalyzers.SqlFiles;
using LifeOps.PostgreSql;
using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// Runs the migration rules on EF Core migrations: the calls of an <c>Up</c> method become the script that Npgsql's provider makes of them, in the
/// transaction that EF Core puts around it, and what the rules say of a statement is said of its call.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EfMigrationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = SqlRules.MigrationRules.Select(rule => Descriptors.For(rule.Rule)).ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.Migrations.Migration") is not { } migration
                || start.Compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder") is not { } builder)
            {
                return;
            }

            var session = new Session(migration, builder, start.Compilation, start.Options);
            start.RegisterOperationBlockAction(session.Analyze);
        });
    }

    /// <summary>What one compilation needs.</summary>
    private sealed class Session(INamedTypeSymbol migration, INamedTypeSymbol builder, Compilation compilation, AnalyzerOptions analyzerOptions)
    {
        private readonly SqlTextReader _reader = new(compilation);
        private readonly AnalyzerOptionsReader _options = new(analyzerOptions.AnalyzerConfigOptionsProvider);

        public void Analyze(OperationBlockAnalysisContext context)
        {
            if (EfMigrationScript.Read(context.OwningSymbol, context.OperationBlocks, migration, builder, _reader, context.CancellationToken) is not { } script)
                return;
            var options = _options.For(context.OperationBlocks[0].Syntax.SyntaxTree);
            var schema = SchemaProvider.GetSchema(analyzerOptions, script.Parsed, context.CancellationToken);
            var findings = SqlRules.CheckMigration(script.Migration, options, schema, code: null, context.CancellationToken);
            var reported = new HashSet<(string Id, Location Place)>();
            foreach (var finding in findings)
            {
                if (script.PieceAt(finding.Span.Start) is not { } piece || !reported.Add((finding.Rule.Id, piece.LocationOf(finding.Span))))
                    continue;

                // The rule's own edits are of a text that nobody wrote: one stands for what is changed in C# instead.
                var inCode = finding with { Edits = ValueList.Of(new FindingEdit(finding.Span, "")) };
                context.ReportDiagnostic(FindingDiagnostics.Create(inCode, piece.LocationOf(finding.Span), _ => piece.FixOf(finding)));
            }
        }
    }
}
