namespace LifeOps.Demo;

/// <summary>One diagnostic of the compiler.</summary>
/// <param name="File">Path below the repository, with forward slashes.</param>
internal sealed record Finding(string RuleId, string Title, string Level, string File, int Line, int Column, string Message)
{
    /// <summary>Whether it stands in code that is inherited on purpose, mistakes and all.</summary>
    public bool IsInInheritedCode => File.Contains("/Inherited/", StringComparison.Ordinal);
}
