namespace LifeOps.DbAnalyzers.Tool;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary><c>--check</c>: the file does not match the database.</summary>
    public const int Different = 1;

    /// <summary><c>review --fail-on</c>: there is a finding of that severity.</summary>
    public const int FindingsFound = 1;

    /// <summary>Arguments, a connection string or a file that cannot be used; with <c>review --fail-on</c> also a project that could not be reviewed.</summary>
    public const int BadInput = 2;

    /// <summary>The server could not be reached, refused, or went away.</summary>
    public const int ServerFailed = 3;

    /// <summary>Ended by Ctrl-C.</summary>
    public const int Cancelled = 130;
}
