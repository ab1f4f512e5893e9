using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// Tells by the names around a place whether it runs once for each database, or once for each start (<c>lifeops_db.one_time_code</c>): in seeds, upgrade steps,
/// migrators that a project wrote itself. Their loops and reads are no load of a service.
/// </summary>
internal static class OneTimeCode
{
    /// <summary>Whether a word in the name of a member or type around the place begins with one of <see cref="RuleOptions.OneTimeCode"/>.</summary>
    /// <param name="place">A place in a body.</param>
    /// <param name="options">The options of the file that the place is in.</param>
    public static bool Contains(SyntaxNode place, RuleOptions options)
    {
        for (var scope = place; scope is not null; scope = scope.Parent)
        {
            if (NameOf(scope) is { } name && NameWords.AnyBegins(name, options.OneTimeCode))
                return true;
        }

        return false;
    }

    private static string? NameOf(SyntaxNode scope) => scope switch
    {
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        _ => null,
    };
}
