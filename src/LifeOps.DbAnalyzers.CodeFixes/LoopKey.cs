using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>What an iteration asks for: the element of the loop, or a property of it that only stores a value.</summary>
/// <param name="Text">The key as the loop writes it.</param>
/// <param name="Type">Its type; of a nullable one the type inside.</param>
/// <param name="IsNullable">Whether it may be null: nothing is found then.</param>
internal sealed record LoopKey(string Text, ITypeSymbol Type, bool IsNullable)
{
    /// <summary>Types that = compares in SQL as Equals does in C#; text has collations, citext and padding.</summary>
    public static bool IsComparedAlike(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64
        || type is { Name: "Guid", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>The condition under which the key is in a dictionary: <c>byId.TryGetValue(order.CustomerId, out var row)</c>.</summary>
    /// <param name="call">What is called with the key, up to it: <c>byId.TryGetValue(</c>.</param>
    /// <param name="rest">What follows the key.</param>
    /// <param name="variable">A free name, for a key that may be null.</param>
    public string Test(string call, string rest, string variable) =>
        IsNullable ? $"{Text} is {{ }} {variable} && {call}{variable}{rest}" : $"{call}{Text}{rest}";

    /// <summary>The different keys of a collection, without nulls.</summary>
    /// <param name="loop">The loop over it.</param>
    /// <param name="typeName">The name of <see cref="Type"/> at the place.</param>
    public string AllOf(ForEachStatementSyntax loop, string typeName)
    {
        var element = loop.Identifier.ValueText;
        var source = loop.Expression.ToString();
        var selected = Text == element ? source : $"{source}.Select({element} => {Text})";
        return selected + (IsNullable ? $".OfType<{typeName}>()" : "") + ".Distinct()";
    }
}
