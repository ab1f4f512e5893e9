using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>System.Data.CommandType: whether a command's text is SQL or a name.</summary>
internal static class CommandTypes
{
    // System.Data.CommandType.Text; StoredProcedure is 4, TableDirect 512.
    private const int Text = 1;

    public static bool IsProcedure(IOperation commandType) =>
        commandType.WithoutConversions().ConstantValue is { HasValue: true, Value: int value } && value != Text;
}
