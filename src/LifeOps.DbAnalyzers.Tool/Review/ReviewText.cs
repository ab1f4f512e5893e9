namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>Messages of other programs, for one line of a report.</summary>
internal static class ReviewText
{
    private const int Longest = 400;

    /// <summary>The text with its line ends as spaces, cut where it is too long to be read.</summary>
    public static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }
}
