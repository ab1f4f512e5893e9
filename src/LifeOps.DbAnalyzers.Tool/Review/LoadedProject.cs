using LifeOps.DbAnalyzers.SqlFiles;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>A C# project that MSBuild loaded.</summary>
/// <param name="Project">With its references, additional files and analyzer config.</param>
/// <param name="Databases">The <c>*.schema.sql</c> files among its additional files, as full paths in ordinal order: those of one database together.</param>
internal sealed record LoadedProject(Project Project, IReadOnlyList<IReadOnlyList<string>> Databases)
{
    /// <summary>Tells the databases of a project apart as the analyzers do.</summary>
    public static LoadedProject Of(Project project)
    {
        var settings = project.AnalyzerOptions.AnalyzerConfigOptionsProvider;
        return new(project,
        [
            .. project.AnalyzerOptions.AdditionalFiles.Where(file => SqlFile.IsSchemaPath(file.Path))
                .GroupBy(file => SchemaNamespace.Of(settings.GetOptions(file), settings.GlobalOptions), StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => group.Select(file => file.Path).Distinct().Order(StringComparer.Ordinal).ToList()),
        ]);
    }
}
