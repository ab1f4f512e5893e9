using System.Collections.Immutable;
using System.Globalization;

using LifeOps.DbAnalyzers.EmbeddedSql;

using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// How the edits of a finding travel from the analyzer, which knows them, to the code fix, which applies them: their places are
/// the diagnostic's additional locations, their new texts its properties, in the same order.
/// </summary>
internal static class SourceEdits
{
    private const string CountKey = "edits";
    private const string TextKey = "edit";

    /// <summary>The properties of a diagnostic with these edits.</summary>
    public static ImmutableDictionary<string, string?> PropertiesOf(ImmutableArray<SourceEdit> edits)
    {
        var properties = ImmutableDictionary.CreateBuilder<string, string?>();
        properties[CountKey] = edits.Length.ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < edits.Length; i++)
            properties[TextKey + i.ToString(CultureInfo.InvariantCulture)] = edits[i].NewText;
        return properties.ToImmutable();
    }

    /// <summary>The edits of a diagnostic; empty when it has none.</summary>
    public static ImmutableArray<SourceEdit> Of(Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(CountKey, out var text)
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > diagnostic.AdditionalLocations.Count)
        {
            return ImmutableArray<SourceEdit>.Empty;
        }

        var edits = ImmutableArray.CreateBuilder<SourceEdit>(count);
        for (var i = 0; i < count; i++)
        {
            if (!diagnostic.Properties.TryGetValue(TextKey + i.ToString(CultureInfo.InvariantCulture), out var newText) || newText is null)
                return ImmutableArray<SourceEdit>.Empty;
            edits.Add(new(diagnostic.AdditionalLocations[i], newText));
        }

        return edits.MoveToImmutable();
    }
}
