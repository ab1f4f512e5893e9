using System;
using System.Collections.Generic;

namespace LifeOps.DbAnalyzers.Generators.Naming;

/// <summary>
/// The names taken in one namespace or type. Names that differ in case only count as one: they would be two files of one name on
/// some disks, and Dapper could not tell them apart.
/// </summary>
/// <param name="alwaysReserved">Names that are taken in every such scope; shared, since a schema has thousands of them.</param>
internal sealed class NameScope(HashSet<string>? alwaysReserved = null)
{
    private readonly Dictionary<string, string?> _owners = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a name for the generated code itself.</summary>
    public void Reserve(string name) => _owners[name] = null;

    public bool IsFree(string name) => !_owners.ContainsKey(name) && alwaysReserved?.Contains(name) != true;

    /// <summary>What has the name; null for a free or reserved one.</summary>
    public string? OwnerOf(string name) => _owners.TryGetValue(name, out var owner) ? owner : null;

    public void Take(string name, string owner) => _owners[name] = owner;

    /// <summary>The name with the first number from 2 on that makes it free.</summary>
    public static string Numbered(string name, Func<string, bool> isFree)
    {
        for (var i = 2; ; i++)
        {
            var numbered = name + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (isFree(numbered))
                return numbered;
        }
    }
}
