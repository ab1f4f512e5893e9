namespace LifeOps.PostgreSql.Syntax;

internal sealed partial class Parser
{
    public SqlScript ParseScript() => new(_text, default, new(_diagnostics.ToArray()));
}
