namespace LifeOps.DbAnalyzers.Tool.Tests.Reports;

/// <summary>A snapshot that somebody wrote to be obeyed: markup of every report format in names, comments, defaults and types.</summary>
internal static class HostileSchema
{
    /// <summary>What must never appear as it is in a page.</summary>
    public const string Script = "<script>window.hacked=1</script>";

    public const string Sql = """"
        CREATE TABLE "<script>window.hacked=1</script>" (id int PRIMARY KEY, "</script><img src=x onerror=window.hacked=2>" timestamp, "a|b`c``d" char(3));
        CREATE TABLE "'"" onmouseover=""window.hacked=3" ("x
        y" varchar(10), "```
        ## Injected heading" json DEFAULT '{"</script>": "</style>"}', PRIMARY KEY ("x
        y"));
        CREATE TABLE "} erDiagram { %%{init: }%%" ("end }" int REFERENCES "<script>window.hacked=1</script>", "[x](javascript:alert(1))" timestamp, "@everyone https://example.invalid/ www.example.invalid" timestamp);
        CREATE TABLE "U" ("‮evil​" timestamp, "<!-- --> ]]>" timestamp, "&lt;b&gt;" timestamp);
        COMMENT ON TABLE "U" IS '</title><script>window.hacked=4</script> | `x` 
        second line';
        CREATE TYPE "<b>type</b>" AS ENUM ('<i>');
        CREATE TABLE plain (kind "<b>type</b>", note varchar(5));
        """";
}
