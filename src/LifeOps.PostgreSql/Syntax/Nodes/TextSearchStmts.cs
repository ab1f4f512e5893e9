namespace LifeOps.PostgreSql.Syntax;

/// <summary>ALTER TEXT SEARCH DICTIONARY with options (PostgreSQL: AlterTSDictionaryStmt).</summary>
public sealed class AlterTSDictionaryStmt(ValueList<Identifier> dictname, ValueList<DefElem> options, TextSpan span) : Statement(span)
{
    public ValueList<Identifier> Dictname { get; } = dictname;

    public ValueList<DefElem> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Options);
}

/// <summary>What ALTER TEXT SEARCH CONFIGURATION does.</summary>
public enum AlterTSConfigType
{
    AddMapping,
    AlterMappingForToken,
    ReplaceDictionary,
    ReplaceDictionaryForToken,
    DropMapping,
}

/// <summary>ALTER TEXT SEARCH CONFIGURATION ... MAPPING (PostgreSQL: AlterTSConfigurationStmt).</summary>
public sealed class AlterTSConfigurationStmt(
    AlterTSConfigType kind,
    ValueList<Identifier> cfgname,
    ValueList<Identifier> tokentype,
    ValueList<QualifiedName> dicts,
    bool missingOk,
    TextSpan span) : Statement(span)
{
    public AlterTSConfigType Kind { get; } = kind;

    public ValueList<Identifier> Cfgname { get; } = cfgname;

    public ValueList<Identifier> Tokentype { get; } = tokentype;

    /// <summary>For REPLACE the old one and the new one.</summary>
    public ValueList<QualifiedName> Dicts { get; } = dicts;

    public bool MissingOk { get; } = missingOk;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Dicts);
}
