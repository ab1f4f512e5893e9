using System.CommandLine;
using LifeOps.DbAnalyzers.Tool.Connections;
using LifeOps.DbAnalyzers.Tool.Files;
using LifeOps.DbAnalyzers.Tool.Reports;
using LifeOps.DbAnalyzers.Tool.Reports.Html;
using LifeOps.DbAnalyzers.Tool.Reports.Json;
using LifeOps.DbAnalyzers.Tool.Reports.Markdown;
using LifeOps.DbAnalyzers.Tool.Reports.Sarif;
using LifeOps.DbAnalyzers.Tool.Review;
using LifeOps.PostgreSql.Repairs;
using LifeOps.PostgreSql.Rules;
using Npgsql;
using Spectre.Console;

namespace LifeOps.DbAnalyzers.Tool.Commands;

/// <summary><c>lifeops-db review</c>: schema files, migrations and C# projects reviewed into one report.</summary>
internal static class ReviewCommand
{
    public static Command Create()
    {
        var path = new Argument<string?>("path") { Description = "A .sql file, a folder, a project (.csproj) or a solution (.sln, .slnx). Default: the current folder, or nothing with --connection.", Arity = ArgumentArity.ZeroOrOne };
        var connection = new Option<string?>("--connection", "-c") { Description = "A live server to ask as well: connection string (Host=...;Database=...) or postgresql:// URI." };
        var service = new Option<string?>("--service") { Description = "The live server as a service of pg_service.conf." };
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; standard output when left out." };
        var format = new Option<string?>("--format", "-f") { Description = "md, html, json or sarif. Default: what the file's name ends with, else md." };
        format.AcceptOnlyFromAmong("md", "html", "json", "sarif");
        var failOn = new Option<string>("--fail-on") { Description = "Exit with 1 when there is a finding of this severity or a worse one: error, warning, info or none.", DefaultValueFactory = _ => "none" };
        failOn.AcceptOnlyFromAmong("error", "warning", "info", "none");
        var zone = new Option<string?>("--timestamp-zone") { Description = "The time zone that timestamp columns are meant in (UTC, Europe/Berlin): the migration script changes them only when it is said." };
        var compressAfter = new Option<string?>("--compress-after") { Description = "Age from which on the migration script lets hypertables be compressed ('7 days')." };
        var dropAfter = new Option<string?>("--drop-after") { Description = "Age from which on the migration script lets hypertables drop data ('2 years')." };
        var command = new Command("review", "Reviews schema files, migrations, the C# code that uses them and a live server into one report.")
        {
            path, connection, service, output, format, failOn, zone, compressAfter, dropAfter,
        };
        command.SetAction((result, cancellationToken) => RunAsync(
            new(
                result.GetValue(path),
                result.GetValue(connection),
                result.GetValue(service),
                result.GetValue(output),
                result.GetValue(format),
                result.GetValue(failOn)!,
                new() { TimestampZone = result.GetValue(zone), CompressAfter = result.GetValue(compressAfter), DropAfter = result.GetValue(dropAfter) }),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        // Progress and messages go to standard error, so that a report on standard output stays clean.
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        try
        {
            var report = await ReviewAsync(arguments, console, cancellationToken);
            var text = (arguments.Format ?? FormatOf(arguments.Output)) switch
            {
                "html" => HtmlReport.Write(report),
                "json" => JsonReport.Write(report),
                "sarif" => SarifReport.Write(report),
                _ => MarkdownReport.Write(report),
            };
            if (arguments.Output is null)
                await Console.Out.WriteAsync(text.AsMemory(), cancellationToken);
            else
                await FileReplacement.WriteAsync(arguments.Output, text, cancellationToken);
            // The report says it too, but a file that nobody opens is no answer.
            var problems = report.Notes.Where(note => note.IsProblem).ToList();
            foreach (var problem in problems)
                console.MarkupLineInterpolated($"[yellow]Not reviewed: {problem.Text}[/]");
            if (IsFailed(report, arguments.FailOn))
                return ExitCode.FindingsFound;
            // A gate that did not see all of the code does not open.
            return problems.Count > 0 && arguments.FailOn != "none" ? ExitCode.BadInput : ExitCode.Success;
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
        catch (NpgsqlException problem)
        {
            // Npgsql's messages name host and user, never the password.
            console.MarkupLineInterpolated($"[red]{problem.Message}{(problem.InnerException is { } inner ? " " + inner.Message : "")}[/]");
            return ExitCode.ServerFailed;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            console.MarkupLineInterpolated($"[red]{problem.Message}[/]");
            return ExitCode.BadInput;
        }
    }

    private static async Task<ReviewReport> ReviewAsync(Arguments arguments, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var server = arguments.Connection is null && arguments.Service is null ? null : ConnectionSource.System.Resolve(arguments.Connection, arguments.Service);
        var path = arguments.Path ?? (server is null ? "." : null);
        if (!console.Profile.Capabilities.Interactive)
            return await new ReviewRunner(new PlainProgress(console), arguments.Repairs).RunAsync(path, server, null, cancellationToken);
        return await console.Status().StartAsync(
            "looking for schemas and projects",
            status => new ReviewRunner(new Progress<string>(step => status.Status(Spectre.Console.Markup.Escape(step))), arguments.Repairs).RunAsync(path, server, null, cancellationToken));
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

    /// <summary>The command line.</summary>
    private sealed record Arguments(string? Path, string? Connection, string? Service, string? Output, string? Format, string FailOn, RepairOptions Repairs);

    /// <summary>One line for each step, for logs.</summary>
    private sealed class PlainProgress(IAnsiConsole console) : IProgress<string>
    {
        public void Report(string value) => console.WriteLine(value);
    }
}
