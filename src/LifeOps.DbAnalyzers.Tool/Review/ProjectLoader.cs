using LifeOps.DbAnalyzers.Tool.Reports;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.MSBuild;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>
/// Loads C# projects as the compiler would see them, with a design-time build: nothing is compiled, and what such a build writes goes
/// to a temporary folder that is deleted with the loader.
/// </summary>
internal sealed class ProjectLoader : IDisposable
{
    private readonly DirectoryInfo _intermediate = Directory.CreateTempSubdirectory("lifeops-db-");
    private readonly MSBuildWorkspace _workspace;
    private readonly List<string> _failures = [];
    private readonly List<string> _problems = [];

    public ProjectLoader()
    {
        // Read before the project file: a property that the command line set would be one folder for all projects.
        var props = Path.Combine(_intermediate.FullName, "intermediate.props");
        File.WriteAllText(props, $"""
            <Project>
              <PropertyGroup>
                <IntermediateOutputPath>{System.Security.SecurityElement.Escape(_intermediate.FullName)}/$([MSBuild]::StableStringHash($(MSBuildProjectFullPath)))/</IntermediateOutputPath>
              </PropertyGroup>
            </Project>
            """);
        _workspace = MSBuildWorkspace.Create(new Dictionary<string, string> { ["CustomBeforeMicrosoftCommonProps"] = props });
        _workspace.LoadMetadataForReferencedProjects = true;
        _workspace.RegisterWorkspaceFailedHandler(failure =>
        {
            if (failure.Diagnostic.Kind == WorkspaceDiagnosticKind.Failure)
            {
                lock (_failures)
                    _failures.Add(failure.Diagnostic.Message);
            }
        });
    }

    /// <summary>What could not be loaded, for people.</summary>
    public IReadOnlyList<ReviewNote> Problems => [.. _problems.Distinct().Select(text => new ReviewNote(text, IsProblem: true))];

    /// <summary>The C# projects that could be loaded.</summary>
    public async Task<IReadOnlyList<LoadedProject>> LoadAsync(ReviewInputs inputs, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var steps = new Steps(progress);
        if (inputs.Solution is { } solution)
        {
            await TryAsync(solution, inputs.Root, () => _workspace.OpenSolutionAsync(solution, steps, cancellationToken));
        }
        else
        {
            foreach (var project in inputs.Projects)
            {
                // A project may have come with one that refers to it.
                if (_workspace.CurrentSolution.Projects.All(loaded => loaded.FilePath != project))
                    await TryAsync(project, inputs.Root, () => _workspace.OpenProjectAsync(project, steps, cancellationToken));
            }
        }

        foreach (var failure in _failures)
            _problems.Add("MSBuild: " + ReviewText.OneLine(failure));

        var projects = new List<LoadedProject>();
        foreach (var project in _workspace.CurrentSolution.Projects.Where(project => project.Language == LanguageNames.CSharp).OrderBy(project => project.FilePath, StringComparer.Ordinal))
        {
            if (project.MetadataReferences.Count == 0)
            {
                _problems.Add($"{Path.GetRelativePath(inputs.Root, project.FilePath ?? project.Name)} has no references: run dotnet restore first. Its code was not reviewed.");
                continue;
            }

            projects.Add(LoadedProject.Of(project));
        }

        return projects;
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _intermediate.Delete(recursive: true);
    }

    // MSBuild reports whatever is wrong with a project as an exception of its own kind; one broken project must not end the review.
    private async Task TryAsync(string path, string root, Func<Task> load)
    {
        try
        {
            await load();
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            _problems.Add($"{Path.GetRelativePath(root, path)} could not be loaded and was not reviewed: {ReviewText.OneLine(problem.Message)}");
        }
    }

    private sealed class Steps(IProgress<string> progress) : IProgress<ProjectLoadProgress>
    {
        public void Report(ProjectLoadProgress value)
        {
            if (value.Operation == ProjectLoadOperation.Resolve)
                progress.Report($"loaded {Path.GetFileNameWithoutExtension(value.FilePath)}");
        }
    }
}
