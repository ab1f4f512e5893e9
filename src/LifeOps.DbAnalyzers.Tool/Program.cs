using System.CommandLine;
using LifeOps.DbAnalyzers.Tool;
using LifeOps.DbAnalyzers.Tool.Commands;

var root = new RootCommand("Reads PostgreSQL and TimescaleDB databases for LifeOps.DbAnalyzers.") { SnapshotCommand.Create() };
var arguments = root.Parse(args);
if (arguments.Errors.Count > 0)
{
    foreach (var error in arguments.Errors)
        Console.Error.WriteLine(error.Message);
    return ExitCode.BadInput;
}

return await arguments.InvokeAsync();
