using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>Tells projects of tests, whose loops and reads go over the few rows that a test has written itself.</summary>
internal static class TestProject
{
    // What marks a test: a project that cannot name it holds none.
    private static readonly string[] Marks =
    [
        "Xunit.FactAttribute", "NUnit.Framework.TestAttribute", "Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute", "TUnit.Core.TestAttribute",
    ];

    /// <summary>Whether the rules about the number of queries and rows leave the compilation out (<c>lifeops_db.test_projects</c>).</summary>
    public static bool IsLeftOut(Compilation compilation, AnalyzerOptions options)
    {
        if (AnalyzerOptionsReader.ForProject(compilation, options.AnalyzerConfigOptionsProvider).TestProjects == TestProjects.Report)
            return false;
        foreach (var mark in Marks)
        {
            if (!compilation.GetTypesByMetadataName(mark).IsEmpty)
                return true;
        }

        return false;
    }
}
