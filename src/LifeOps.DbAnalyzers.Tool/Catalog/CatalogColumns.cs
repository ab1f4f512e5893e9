namespace LifeOps.DbAnalyzers.Tool.Catalog;

/// <summary>The names of an answer's columns.</summary>
internal sealed class CatalogColumns
{
    private readonly string[] _names;

    public CatalogColumns(string[] names)
    {
        // One string for a name and for the literals that ask for it.
        for (var i = 0; i < names.Length; i++)
            names[i] = string.Intern(names[i]);
        _names = names;
    }

    /// <summary>Where a column stands; negative when there is none of that name.</summary>
    public int Find(string name)
    {
        // A row is asked a dozen names: to compare references is cheaper than to hash.
        var names = _names;
        for (var i = 0; i < names.Length; i++)
        {
            if (ReferenceEquals(names[i], name))
                return i;
        }

        return Array.IndexOf(names, name);
    }
}
