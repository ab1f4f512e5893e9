using System.CommandLine;
using LifeOps.DbAnalyzers.Tool;
using LifeOps.DbAnalyzers.Tool.Commands;

var root = new RootCommand("What a senior PostgreSQL architect would say about a database and the C# code that uses it.") { SnapshotCommand.Create(), DiffCommand.Create(), ReviewCommand.Create() };
var arguments = root.Parse(args);
if (arguments.Errors.Count > 0)
{
    foreach (var error in arguments.Errors)
        Console.Error.WriteLine(error.Message);
    return ExitCode.BadInput;
}

return await arguments.InvokeAsync();
