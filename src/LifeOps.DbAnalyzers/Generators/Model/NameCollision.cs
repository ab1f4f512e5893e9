namespace LifeOps.DbAnalyzers.Generators.Model;

/// <summary>Two objects of the schema that give one C# name, and which name the second got (LDB0005).</summary>
/// <param name="First">The one that keeps the name: <c>table public.users</c>.</param>
/// <param name="Second">The one that got another.</param>
/// <param name="Name">The name both give.</param>
/// <param name="GivenName">The name of <paramref name="Second"/>.</param>
internal sealed record NameCollision(string First, string Second, string Name, string GivenName, FileRange Range);
