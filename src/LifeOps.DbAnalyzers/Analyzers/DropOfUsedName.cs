using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;

using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.DbAnalyzers.SqlFiles;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.Migrations;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Schema.Migrations;
using LifeOps.PostgreSql.Syntax;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// LDB8008 and LDB8009 as errors: at the end of a compilation, what a migration drops or renames although the code of the same project uses it. That
/// data is lost, or that other code may be in the way, is said while typing by the analyzers of migrations.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DropOfUsedName : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Drop = Descriptors.AtCompilationEnd(RuleCatalog.DropThatLosesData);
    private static readonly DiagnosticDescriptor Rename = Descriptors.AtCompilationEnd(RuleCatalog.RenameThatBreaksCode);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Drop, Rename);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var migration = start.Compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.Migrations.Migration");
            var builder = start.Compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder");
            var hasClasses = migration is not null && builder is not null && start.Compilation.ContainsSymbolsWithName("Up", SymbolFilter.Member, start.CancellationToken);
            var files = MigrationFiles(start.Options, start.CancellationToken);
            if (!hasClasses && !files.Exists(file => file.Migration.TakesAway) || CodeUse.Create(start.Compilation) is not { } code)
                return;

            // The code is read only where a migration takes something away, and then only once.
            var session = new Session(code, files, start.Options);
            code.Register(start);
            if (hasClasses)
            {
                var reader = new SqlTextReader(start.Compilation);
                start.RegisterOperationBlockAction(block =>
                {
                    if (EfMigrationScript.Read(block.OwningSymbol, block.OperationBlocks, migration!, builder!, reader, block.CancellationToken) is { } script)
                        session.Add(script);
                });
            }

            start.RegisterCompilationEndAction(session.Report);
        });
    }

    /// <summary>The migrations among the additional files, in the order in which they are applied.</summary>
    private static List<(AdditionalText Text, SqlFile File, MigrationScript Migration)> MigrationFiles(AnalyzerOptions analyzerOptions, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, (AdditionalText Text, SqlFile File, MigrationScript Migration)>(StringComparer.Ordinal);
        var options = new AnalyzerOptionsReader(analyzerOptions.AnalyzerConfigOptionsProvider);
        foreach (var text in analyzerOptions.AdditionalFiles)
        {
            if (SqlFile.IsSqlPath(text.Path) && !SqlFile.IsSchemaPath(text.Path) && SqlFile.From(text, cancellationToken) is { } file
                && MigrationTool.Read(file.Path, file.Parse(cancellationToken), options.For(text).MigrationTransaction, cancellationToken) is { ChangesSchema: true } migration)
            {
                found[file.Path] = (text, file, migration);
            }
        }

        return found.Keys.GroupBy(path => Path.GetDirectoryName(path) ?? "", StringComparer.Ordinal).OrderBy(folder => folder.Key, StringComparer.Ordinal)
            .SelectMany(folder => MigrationFolder.Order(folder)).Select(path => found[path]).ToList();
    }

    private static DiagnosticDescriptor? DescriptorOf(SqlFinding finding) =>
        finding.Severity != RuleSeverity.Error ? null : finding.Rule == RuleCatalog.DropThatLosesData ? Drop : finding.Rule == RuleCatalog.RenameThatBreaksCode ? Rename : null;

    /// <summary>What one compilation needs.</summary>
    private sealed class Session(CodeUse code, List<(AdditionalText Text, SqlFile File, MigrationScript Migration)> files, AnalyzerOptions analyzerOptions)
    {
        private readonly ConcurrentQueue<EfMigrationScript> _classes = new();
        private readonly AnalyzerOptionsReader _options = new(analyzerOptions.AnalyzerConfigOptionsProvider);
        private readonly Dictionary<DatabaseSchema, CodeReferences> _references = new(ByReference.Instance);

        public void Add(EfMigrationScript script) => _classes.Enqueue(script);

        public void Report(CompilationAnalysisContext context)
        {
            for (var i = 0; i < files.Count; i++)
            {
                var (text, file, migration) = files[i];
                if (!migration.TakesAway)
                    continue;
                var schema = SchemaProvider.GetSchema(analyzerOptions, text, migration.Script, context.CancellationToken) ?? DatabaseSchema.Empty;
                var folder = Path.GetDirectoryName(file.Path);
                var later = files.Skip(i + 1).Where(other => Path.GetDirectoryName(other.File.Path) == folder).Select(other => other.Migration.Script);
                foreach (var finding in SqlRules.CheckMigration(migration, _options.For(text), schema, ReferencesTo(schema, context.CancellationToken).Without(later), context.CancellationToken))
                {
                    if (DescriptorOf(finding) is { } descriptor)
                        context.ReportDiagnostic(FindingDiagnostics.Create(finding, descriptor, file.LocationOf(finding.Span), static _ => null));
                }
            }

            ReportClasses(context);
        }

        private void ReportClasses(CompilationAnalysisContext context)
        {
            var classes = _classes.Select(script => (Script: script, Id: IdOf(script.Type))).OrderBy(entry => entry.Id, StringComparer.Ordinal).ToList();
            foreach (var (script, id) in classes)
            {
                if (!script.Migration.TakesAway)
                    continue;
                var schema = SchemaProvider.GetSchema(analyzerOptions, script.Parsed, context.CancellationToken) ?? DatabaseSchema.Empty;

                // Without an id nobody knows what comes later: any other may.
                var later = classes.Where(other => other.Script != script && (id is null || other.Id is null || string.CompareOrdinal(other.Id, id) > 0)).Select(other => other.Script.Parsed);
                var options = _options.For(script.Tree);
                foreach (var finding in SqlRules.CheckMigration(script.Migration, options, schema, ReferencesTo(schema, context.CancellationToken).Without(later), context.CancellationToken))
                {
                    if (DescriptorOf(finding) is { } descriptor && script.PieceAt(finding.Span.Start) is { } piece)
                        context.ReportDiagnostic(FindingDiagnostics.Create(finding, descriptor, piece.LocationOf(finding.Span), static _ => null));
                }
            }
        }

        private CodeReferences ReferencesTo(DatabaseSchema schema, CancellationToken cancellationToken)
        {
            if (!_references.TryGetValue(schema, out var references))
            {
                _references[schema] = references = new(code.ReferencesTo(
                    schema, script => ReferenceEquals(SchemaProvider.GetSchema(analyzerOptions, script, cancellationToken) ?? DatabaseSchema.Empty, schema)));
            }

            return references;
        }

        /// <summary>[Migration("20240102030405_Name")]: the tools write it beside the class.</summary>
        private static string? IdOf(INamedTypeSymbol type)
        {
            foreach (var attribute in type.GetAttributes())
            {
                if (attribute.AttributeClass is { Name: "MigrationAttribute" } && attribute.ConstructorArguments is { Length: 1 } arguments && arguments[0].Value is string id)
                    return id;
            }

            return null;
        }
    }

    /// <summary>A schema is folded once for a compilation: comparing it by its content would read all of it.</summary>
    private sealed class ByReference : IEqualityComparer<DatabaseSchema>
    {
        public static readonly ByReference Instance = new();

        public bool Equals(DatabaseSchema x, DatabaseSchema y) => ReferenceEquals(x, y);

        public int GetHashCode(DatabaseSchema schema) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(schema);
    }
}
