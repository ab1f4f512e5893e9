using System;
using System.Globalization;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>How long an interval is: seconds, between the shortest and the longest months; or the number of an integer time.</summary>
/// <param name="Minimum">Seconds, or the number.</param>
/// <param name="Maximum">Seconds, or the number.</param>
/// <param name="IsInteger">Whether it is a plain number.</param>
internal readonly record struct IntervalLength(double Minimum, double Maximum, bool IsInteger)
{
    private const double Day = 24 * 60 * 60;

    /// <summary>Reads PostgreSQL's verbose form (<c>3 days 04:05:06</c>, <c>1 month</c>, <c>90d</c>) and plain numbers; null for anything else.</summary>
    public static IntervalLength? TryParse(string text)
    {
        text = text.Trim();
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return new(number, number, IsInteger: true);

        double minimum = 0, maximum = 0;
        var at = 0;
        var isEmpty = true;
        while (SkipBlanks(text, ref at))
        {
            if (ReadClock(text, ref at) is { } clock)
            {
                minimum += clock;
                maximum += clock;
            }
            else if (ReadNumber(text, ref at) is { } count && UnitOf(ReadWord(text, ref at)) is { } unit)
            {
                minimum += count * unit.Minimum;
                maximum += count * unit.Maximum;
            }
            else
            {
                return null;
            }

            isEmpty = false;
        }

        return isEmpty ? null : new(minimum, maximum, IsInteger: false);
    }

    private static (double Minimum, double Maximum)? UnitOf(string word) => word switch
    {
        "second" or "seconds" or "sec" or "secs" or "s" => (1, 1),
        "minute" or "minutes" or "min" or "mins" or "m" => (60, 60),
        "hour" or "hours" or "hr" or "hrs" or "h" => (60 * 60, 60 * 60),
        "day" or "days" or "d" => (Day, Day),
        "week" or "weeks" or "w" => (7 * Day, 7 * Day),
        "month" or "months" or "mon" or "mons" => (28 * Day, 31 * Day),
        "year" or "years" or "y" or "yr" or "yrs" => (365 * Day, 366 * Day),
        "decade" or "decades" => (3652 * Day, 3653 * Day),
        _ => null,
    };

    private static bool SkipBlanks(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at < text.Length;
    }

    /// <summary>hh:mm or hh:mm:ss.</summary>
    private static double? ReadClock(string text, ref int at)
    {
        var end = at;
        while (end < text.Length && (char.IsDigit(text[end]) || text[end] is ':' or '.'))
            end++;
        var parts = text.Substring(at, end - at).Split(':');
        if (parts.Length is < 2 or > 3)
            return null;
        double seconds = 0;
        foreach (var part in parts)
        {
            if (!double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
                return null;
            seconds = (seconds * 60) + value;
        }

        at = end;
        return parts.Length == 2 ? seconds * 60 : seconds;
    }

    private static double? ReadNumber(string text, ref int at)
    {
        var end = at;
        while (end < text.Length && (char.IsDigit(text[end]) || text[end] == '.'))
            end++;
        if (!double.TryParse(text.Substring(at, end - at), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return null;
        at = end;
        return value;
    }

    private static string ReadWord(string text, ref int at)
    {
        SkipBlanks(text, ref at);
        var end = at;
        while (end < text.Length && char.IsLetter(text[end]))
            end++;
        var word = text.Substring(at, end - at).ToLowerInvariant();
        at = end;
        return word;
    }
}
