namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE FOREIGN DATA WRAPPER (PostgreSQL: CreateFdwStmt).</summary>
public sealed class CreateFdwStmt(Identifier fdwname, ValueList<DefElem> funcOptions, ValueList<DefElem> options, TextSpan span) : Statement(span)
{
    public Identifier Fdwname { get; } = fdwname;

    /// <summary>handler and validator, without an argument for NO.</summary>
    public ValueList<DefElem> FuncOptions { get; } = funcOptions;

    public ValueList<DefElem> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(FuncOptions);
        children.Add(Options);
    }
}

/// <summary>ALTER FOREIGN DATA WRAPPER (PostgreSQL: AlterFdwStmt).</summary>
public sealed class AlterFdwStmt(Identifier fdwname, ValueList<DefElem> funcOptions, ValueList<DefElem> options, TextSpan span) : Statement(span)
{
    public Identifier Fdwname { get; } = fdwname;

    public ValueList<DefElem> FuncOptions { get; } = funcOptions;

    public ValueList<DefElem> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(FuncOptions);
        children.Add(Options);
    }
}

/// <summary>CREATE SERVER (PostgreSQL: CreateForeignServerStmt).</summary>
public sealed class CreateForeignServerStmt(
    Identifier servername,
    Identifier servertype,
    Identifier version,
    Identifier fdwname,
    bool ifNotExists,
    ValueList<DefElem> options,
    TextSpan span) : Statement(span)
{
    public Identifier Servername { get; } = servername;

    public Identifier Servertype { get; } = servertype;

    public Identifier Version { get; } = version;

    public Identifier Fdwname { get; } = fdwname;

    public bool IfNotExists { get; } = ifNotExists;

    public ValueList<DefElem> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Options);
}

/// <summary>ALTER SERVER (PostgreSQL: AlterForeignServerStmt).</summary>
public sealed class AlterForeignServerStmt(
    Identifier servername,
    Identifier version,
    ValueList<DefElem> options,
    bool hasVersion,
    TextSpan span) : Statement(span)
{
    public Identifier Servername { get; } = servername;

    public Identifier Version { get; } = version;

    public ValueList<DefElem> Options { get; } = options;

    public bool HasVersion { get; } = hasVersion;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Options);
}

/// <summary>CREATE USER MAPPING (PostgreSQL: CreateUserMappingStmt).</summary>
public sealed class CreateUserMappingStmt(
    RoleSpec user,
    Identifier servername,
    bool ifNotExists,
    ValueList<DefElem> options,
    TextSpan span) : Statement(span)
{
    public RoleSpec User { get; } = user;

    public Identifier Servername { get; } = servername;

    public bool IfNotExists { get; } = ifNotExists;

    public ValueList<DefElem> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(User);
        children.Add(Options);
    }
}

/// <summary>ALTER USER MAPPING (PostgreSQL: AlterUserMappingStmt).</summary>
public sealed class AlterUserMappingStmt(RoleSpec user, Identifier servername, ValueList<DefElem> options, TextSpan span) : Statement(span)
{
    public RoleSpec User { get; } = user;

    public Identifier Servername { get; } = servername;

    public ValueList<DefElem> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(User);
        children.Add(Options);
    }
}

/// <summary>Which tables IMPORT FOREIGN SCHEMA takes.</summary>
public enum ImportForeignSchemaType
{
    All,
    LimitTo,
    Except,
}

/// <summary>IMPORT FOREIGN SCHEMA (PostgreSQL: ImportForeignSchemaStmt).</summary>
public sealed class ImportForeignSchemaStmt(
    Identifier remoteSchema,
    ImportForeignSchemaType listType,
    ValueList<RangeVar> tableList,
    Identifier serverName,
    Identifier localSchema,
    ValueList<DefElem> options,
    TextSpan span) : Statement(span)
{
    public Identifier RemoteSchema { get; } = remoteSchema;

    public ImportForeignSchemaType ListType { get; } = listType;

    public ValueList<RangeVar> TableList { get; } = tableList;

    public Identifier ServerName { get; } = serverName;

    public Identifier LocalSchema { get; } = localSchema;

    public ValueList<DefElem> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(TableList);
        children.Add(Options);
    }
}
