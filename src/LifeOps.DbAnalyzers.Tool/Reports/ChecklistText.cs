using System.Globalization;

namespace LifeOps.DbAnalyzers.Tool.Reports;

/// <summary>Answers of the checklist as reports write them.</summary>
internal static class ChecklistText
{
    public static string Sign(ChecklistAnswer answer) => answer switch
    {
        ChecklistAnswer.Passed => "✅",
        ChecklistAnswer.Findings => "❌",
        ChecklistAnswer.NotApplicable => "➖",
        _ => "❔",
    };

    public static string Of(ChecklistLine line)
    {
        var answer = line.Answer switch
        {
            ChecklistAnswer.Passed => "passed",
            ChecklistAnswer.Findings => line.Count == 1 ? "1 finding" : line.Count.ToString(CultureInfo.InvariantCulture) + " findings",
            ChecklistAnswer.NotApplicable => "not applicable",
            _ => "not checked",
        };
        if (line.Reason is null)
            return answer;
        return line.Answer is ChecklistAnswer.Passed or ChecklistAnswer.Findings ? $"{answer}; in part: {line.Reason}" : $"{answer}: {line.Reason}";
    }
}
