using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>A C# project that MSBuild loaded.</summary>
/// <param name="Project">With its references, additional files and analyzer config.</param>
/// <param name="SchemaFiles">Full paths of the <c>*.schema.sql</c> files among its additional files, in ordinal order.</param>
internal sealed record LoadedProject(Project Project, IReadOnlyList<string> SchemaFiles);
