using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.DataTypes;

/// <summary>How a column of varchar(n) or char(n) becomes text and keeps its limit.</summary>
internal static class LengthLimitedText
{
    /// <summary>
    /// The edit that makes it text, with a CHECK for the limit; empty when there is no place for the check or the type is not the
    /// text's own to change.
    /// </summary>
    /// <param name="limit">Characters; null when there is no limit.</param>
    public static ValueList<FindingEdit> EditsOf(StatementContext context, TypeUse use, int? limit)
    {
        // A length that is no plain number cannot be taken over.
        if (limit is null && !use.Type.Typmods.IsEmpty)
            return default;
        if (TextFor(context, use, limit) is not { } text || use.ChangeTo(text) is not { } change)
            return default;
        return ValueList.Of(change);
    }

    private static string? TextFor(StatementContext context, TypeUse use, int? limit)
    {
        switch (use.Kind)
        {
            case TypeUseKind.Column or TypeUseKind.Domain or TypeUseKind.Attribute when limit is null:
                return "text";

            case TypeUseKind.Column when use is { NewColumn: { } column, IsArray: false }:
                return "text CHECK (char_length(" + column.ColName.Span.Of(context.Text) + ") <= " + limit + ")";

            case TypeUseKind.Domain when !use.IsArray:
                return "text CHECK (char_length(VALUE) <= " + limit + ")";

            // The elements of an array, the attributes of a composite type and a changed column cannot say their limit in the same place.
            default:
                return null;
        }
    }
}
