using System.Collections.Generic;
using System.Globalization;

namespace LifeOps.PostgreSql.Schema.Comparison;

/// <summary>An object as a name and a list of texts; a property that the object does not have is not in the list.</summary>
internal sealed class DescribedObject(string kind, string name, string? owner = null)
{
    private readonly List<(string Name, string Value)> _properties = [];

    public string Kind { get; } = kind;

    public string Name { get; } = name;

    public string? Owner { get; } = owner;

    public IReadOnlyList<(string Name, string Value)> Properties => _properties;

    public string? this[string property]
    {
        get
        {
            foreach (var (name, value) in _properties)
            {
                if (name == property)
                    return value;
            }

            return null;
        }
    }

    public DescribedObject With(string property, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _properties.Add((property, value!));
        return this;
    }

    public DescribedObject With(string property, bool value) => value ? With(property, "yes") : this;

    public DescribedObject With(string property, long? value) => With(property, value?.ToString(CultureInfo.InvariantCulture));

    public DescribedObject With(string property, double? value) => With(property, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>SQL text, in which a line break is as good as a blank outside of quotes: two writers lay out differently.</summary>
    public DescribedObject WithSql(string property, string? sql) => With(property, sql is null ? null : SqlLayout.Flatten(sql));
}
