using System.Reflection;

namespace LifeOps.DbAnalyzers.Tool.Reports;

/// <summary>The tool's version, without what the build adds to it.</summary>
internal static class ToolVersion
{
    public static string Text { get; } =
        (typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+')[0];
}
