using System.Runtime.ExceptionServices;
using Npgsql;

namespace LifeOps.DbAnalyzers.Tool.Commands;

/// <summary>What a user reads, and the process returns, when a command cannot do its work.</summary>
internal static class Failure
{
    /// <summary>Writes the reason to standard error. An exception that means a mistake of the tool itself is thrown on.</summary>
    public static int Report(Exception problem)
    {
        switch (problem)
        {
            case OperationCanceledException:
                return ExitCode.Cancelled;
            case FormatException or IOException or UnauthorizedAccessException:
                Console.Error.WriteLine(problem.Message);
                return ExitCode.BadInput;
            case InvalidDataException:
                Console.Error.WriteLine(problem.Message);
                return ExitCode.ServerFailed;
            // Npgsql's messages name host and user, never the password.
            case NpgsqlException:
                Console.Error.WriteLine(problem.InnerException is { } inner ? problem.Message + " " + inner.Message : problem.Message);
                return ExitCode.ServerFailed;
            default:
                ExceptionDispatchInfo.Throw(problem);
                return default;
        }
    }
}
