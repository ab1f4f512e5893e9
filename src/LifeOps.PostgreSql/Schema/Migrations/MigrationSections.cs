using System;
using System.Text;

namespace LifeOps.PostgreSql.Schema.Migrations;

/// <summary>
/// The part of a migration that is applied, of tools that keep both ways in one file: goose (<c>-- +goose Up</c>, <c>-- +goose Down</c>),
/// sql-migrate (<c>-- +migrate Up</c>, <c>-- +migrate Down</c>) and dbmate (<c>-- migrate:up</c>, <c>-- migrate:down</c>).
/// </summary>
public static class MigrationSections
{
    private enum Marker
    {
        None,
        Up,
        Down,
    }

    /// <summary>
    /// The text with every down part blanked: line ends stay, so that each place in the result is the same place in the file. A text
    /// without an up marker is returned as it is.
    /// </summary>
    public static string UpPart(string text)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        // Most files have no sections: one search decides.
        if (text.IndexOf("migrate", StringComparison.Ordinal) < 0 && text.IndexOf("+goose", StringComparison.Ordinal) < 0)
            return text;

        StringBuilder? result = null;
        var hasUp = false;
        var isDown = false;
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            var marker = MarkerOf(text, start, end);
            hasUp |= marker == Marker.Up;
            if (marker != Marker.None)
                isDown = marker == Marker.Down && hasUp;
            if (isDown)
                Blank(result ??= new(text), start, end);
            start = end;
        }

        return result?.ToString() ?? text;
    }

    private static void Blank(StringBuilder text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (text[i] is not ('\r' or '\n'))
                text[i] = ' ';
        }
    }

    /// <summary>What a line says; the tools read line by line and know nothing of quotes either.</summary>
    private static Marker MarkerOf(string text, int start, int end)
    {
        if (end - start < 2 || text[start] != '-' || text[start + 1] != '-')
            return Marker.None;
        var words = text.Substring(start + 2, end - start - 2).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return Marker.None;
        if (words[0] is "migrate:up" or "migrate:down")
            return words[0] == "migrate:up" ? Marker.Up : Marker.Down;
        if (words[0] is not ("+goose" or "+migrate") || words.Length == 1)
            return Marker.None;
        if (words[1].Equals("up", StringComparison.OrdinalIgnoreCase))
            return Marker.Up;
        return words[1].Equals("down", StringComparison.OrdinalIgnoreCase) ? Marker.Down : Marker.None;
    }
}
