using System.CommandLine;
using LifeOps.DbAnalyzers.Tool.Files;
using LifeOps.DbAnalyzers.Tool.Reports;
using LifeOps.DbAnalyzers.Tool.Reports.Html;
using LifeOps.DbAnalyzers.Tool.Reports.Json;
using LifeOps.DbAnalyzers.Tool.Reports.Markdown;
using LifeOps.DbAnalyzers.Tool.Reports.Sarif;
using LifeOps.DbAnalyzers.Tool.Review;
using LifeOps.PostgreSql.Rules;
using Spectre.Console;

namespace LifeOps.DbAnalyzers.Tool.Commands;

/// <summary><c>lifeops-db review</c>: schema files, migrations and C# projects reviewed into one report.</summary>
internal static class ReviewCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("path") { Description = "A .sql file, a folder, a project (.csproj) or a solution (.sln, .slnx). Default: the current folder.", DefaultValueFactory = _ => "." };
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; standard output when left out." };
        var format = new Option<string?>("--format", "-f") { Description = "md, html, json or sarif. Default: what the file's name ends with, else md." };
        format.AcceptOnlyFromAmong("md", "html", "json", "sarif");
        var failOn = new Option<string>("--fail-on") { Description = "Exit with 1 when there is a finding of this severity or a worse one.", DefaultValueFactory = _ => "none" };
        failOn.AcceptOnlyFromAmong("error", "warning", "info", "none");
        var command = new Command("review", "Reviews schema files, migrations and the C# code that uses them into one report.") { path, output, format, failOn };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(path)!,
            result.GetValue(output),
            result.GetValue(format),
            result.GetValue(failOn)!,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, string? output, string? format, string failOn, CancellationToken cancellationToken)
    {
        // Progress and messages go to standard error, so that a report on standard output stays clean.
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        try
        {
            var report = await ReviewAsync(path, console, cancellationToken);
            var text = (format ?? FormatOf(output)) switch
            {
                "html" => HtmlReport.Write(report),
                "json" => JsonReport.Write(report),
                "sarif" => SarifReport.Write(report),
                _ => MarkdownReport.Write(report),
            };
            if (output is null)
                await Console.Out.WriteAsync(text.AsMemory(), cancellationToken);
            else
                await FileReplacement.WriteAsync(output, text, cancellationToken);
            return IsFailed(report, failOn) ? ExitCode.FindingsFound : ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Cancelled;
        }
        catch (FormatException problem)
        {
            console.MarkupLineInterpolated($"[red]{problem.Message}[/]");
            return ExitCode.BadInput;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            console.MarkupLineInterpolated($"[red]{problem.Message}[/]");
            return ExitCode.BadInput;
        }
    }

    private static async Task<ReviewReport> ReviewAsync(string path, IAnsiConsole console, CancellationToken cancellationToken)
    {
        if (!console.Profile.Capabilities.Interactive)
            return await new ReviewRunner(new PlainProgress(console)).RunAsync(path, cancellationToken);
        return await console.Status().StartAsync(
            "looking for schemas and projects",
            status => new ReviewRunner(new Progress<string>(step => status.Status(Spectre.Console.Markup.Escape(step)))).RunAsync(path, cancellationToken));
    }

    private static string FormatOf(string? output) => Path.GetExtension(output)?.ToLowerInvariant() switch
    {
        ".html" or ".htm" => "html",
        ".json" => "json",
        ".sarif" => "sarif",
        _ => "md",
    };

    private static bool IsFailed(ReviewReport report, string failOn) => failOn switch
    {
        "error" => report.Findings.Any(finding => finding.Severity == RuleSeverity.Error),
        "warning" => report.Findings.Any(finding => finding.Severity >= RuleSeverity.Warning),
        "info" => report.Findings.Any(),
        _ => false,
    };

    /// <summary>One line for each step, for logs.</summary>
    private sealed class PlainProgress(IAnsiConsole console) : IProgress<string>
    {
        public void Report(string value) => console.WriteLine(value);
    }
}
