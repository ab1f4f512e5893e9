using System;
using System.Collections.Immutable;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.SqlFiles;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB0003: the project runs SQL and has no schema file; said once, at the first call in the order of the files.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SchemaMissing : DiagnosticAnalyzer
{
    private const string WhatIsOff =
        "LDB1002 cannot tell a unique key from any other column, LDB2011 and the other rules about tables see none, and no row records are generated";

    private static readonly DiagnosticDescriptor Descriptor = Descriptors.For(RuleCatalog.SchemaMissing);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            foreach (var file in start.Options.AdditionalFiles)
            {
                if (SqlFile.IsSchemaPath(file.Path))
                    return;
            }

            if (DataAccessSymbols.Create(start.Compilation) is not { } symbols)
                return;
            var first = new FirstCall();
            start.RegisterOperationAction(
                operation =>
                {
                    if (symbols.Recognize(operation.Operation) is { } call)
                        first.Add(call.NameLocation);
                },
                DataAccessSymbols.CallKinds);
            start.RegisterCompilationEndAction(end =>
            {
                if (first.Location is { } location)
                    end.ReportDiagnostic(Diagnostic.Create(Descriptor, location, WhatIsOff));
            });
        });
    }

    /// <summary>The first of many places, whatever the order in which they are found.</summary>
    private sealed class FirstCall
    {
        private readonly object _gate = new();

        public Location? Location { get; private set; }

        public void Add(Location location)
        {
            lock (_gate)
            {
                if (Location is null || Compare(location, Location) < 0)
                    Location = location;
            }
        }

        private static int Compare(Location left, Location right)
        {
            var byPath = string.CompareOrdinal(left.SourceTree?.FilePath, right.SourceTree?.FilePath);
            return byPath != 0 ? byPath : left.SourceSpan.Start.CompareTo(right.SourceSpan.Start);
        }
    }
}
