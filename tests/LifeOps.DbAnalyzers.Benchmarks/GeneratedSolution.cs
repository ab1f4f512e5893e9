using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LifeOps.DbAnalyzers.Benchmarks;

/// <summary>
/// A program of 200,000 lines: 200 repositories of 10 methods behind interfaces, services that call them (one in five in a loop), and
/// three times as much code that has nothing to do with a database.
/// </summary>
internal static class GeneratedSolution
{
    /// <summary>The repositories of the program at its usual size.</summary>
    public const int Repositories = 200;

    /// <summary>The methods of one repository.</summary>
    public const int MethodsEach = 10;

    private const int LinesPerRepository = 1_000;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp11);

    /// <param name="repositories">How many; everything else grows with them.</param>
    public static CSharpCompilation Create(int repositories = Repositories)
    {
        var trees = new List<SyntaxTree>();
        for (var i = 0; i < repositories; i++)
        {
            trees.Add(Parse(Repository(i), $"Repository{i}.cs"));
            trees.Add(Parse(Service(i, 0), $"Service{i}.cs"));
        }

        var written = trees.Sum(tree => tree.GetText().Lines.Count);
        for (var i = 0; written < repositories * LinesPerRepository; i++)
        {
            trees.Add(Parse(Plain(i), $"Plain{i}.cs"));
            written += trees[^1].GetText().Lines.Count;
        }

        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            // With a test framework it would be a project of tests, which the rules about loops leave out.
            .Where(path => !Path.GetFileName(path).StartsWith("LifeOps", StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith("xunit", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create("Generated", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, concurrentBuild: false));
    }

    /// <summary>The program after one method of a service was changed, as an editor makes it of the one before, and the changed file.</summary>
    /// <param name="compilation">The program before.</param>
    /// <param name="version">Tells one edit from another: each leaves a compilation in which nothing of the source is bound.</param>
    public static (CSharpCompilation Compilation, SyntaxTree Changed) Edit(CSharpCompilation compilation, int version)
    {
        var old = compilation.SyntaxTrees.Single(tree => tree.FilePath == "Service7.cs");
        var changed = Parse(Service(7, version), "Service7.cs");
        return (compilation.ReplaceSyntaxTree(old, changed), changed);
    }

    /// <summary>A copy in which nothing is bound yet, the references included.</summary>
    public static CSharpCompilation Fresh(CSharpCompilation compilation) =>
        CSharpCompilation.Create("Generated", compilation.SyntaxTrees, compilation.References, compilation.Options);

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, Options, path);

    private static string Repository(int n)
    {
        var text = new StringBuilder(Head);
        text.Append($"public class Row{n} {{ public int Id {{ get; set; }} public string Name {{ get; set; }} = \"\"; public int ParentId {{ get; set; }} }}\npublic interface IRepository{n}\n{{\n");
        for (var m = 0; m < MethodsEach; m++)
            text.Append($"    Task<Row{n}> Get{m}Async(int id, CancellationToken token);\n");
        text.Append($"}}\n\npublic sealed class Repository{n} : IRepository{n}\n{{\n    private readonly NpgsqlConnection _conn;\n    public Repository{n}(NpgsqlConnection conn) => _conn = conn;\n");
        for (var m = 0; m < MethodsEach; m++)
        {
            text.Append($$"""

                    public async Task<Row{{n}}> Get{{m}}Async(int id, CancellationToken token)
                    {
                        if (id <= 0)
                            throw new ArgumentOutOfRangeException(nameof(id));
                        var row = await _conn.QuerySingleOrDefaultAsync<Row{{n}}>("SELECT id, name, parent_id FROM rows{{n}} WHERE id = @id AND kind = {{m}}", new { id });
                        if (row is null)
                            throw new KeyNotFoundException("row " + id);
                        row.Name = row.Name.Trim();
                        return row;
                    }

                """);
        }

        return text.Append("}\n").ToString();
    }

    private static string Service(int n, int version)
    {
        var text = new StringBuilder(Head);
        text.Append($"public sealed class Service{n}\n{{\n    private readonly IRepository{n} _rows;\n    private readonly Dictionary<int, string> _names = new();\n    public Service{n}(IRepository{n} rows) => _rows = rows;\n");
        for (var m = 0; m < MethodsEach; m++)
        {
            text.Append(m % 5 == 0
                ? $$"""

                        public async Task<int> Sum{{m}}Async(List<Row{{n}}> rows, CancellationToken token)
                        {
                            var sum = {{version}};
                            foreach (var row in rows)
                            {
                                var parent = await _rows.Get{{m}}Async(row.ParentId, token);
                                if (parent.Name.Length > 3)
                                    sum += parent.Id;
                            }

                            return sum;
                        }

                    """
                : $$"""

                        public async Task<string> Name{{m}}Async(int id, CancellationToken token)
                        {
                            if (_names.TryGetValue(id, out var known))
                                return known;
                            var row = await _rows.Get{{m}}Async(id + {{version}}, token);
                            var name = string.Join(" ", row.Name.Split(' ').Where(part => part.Length > 1).Select(part => part.ToUpperInvariant()));
                            _names[id] = name;
                            return name;
                        }

                    """);
        }

        return text.Append("}\n").ToString();
    }

    private static string Plain(int n)
    {
        var text = new StringBuilder(Head);
        text.Append($"public sealed class Plain{n}\n{{\n    private readonly List<decimal> _values = new();\n    public int Count => _values.Count;\n");
        for (var m = 0; m < 12; m++)
        {
            text.Append($$"""

                    public decimal Compute{{m}}(IReadOnlyList<int> numbers, string text, decimal factor)
                    {
                        var total = 0m;
                        for (var i = 0; i < numbers.Count; i++)
                        {
                            var number = numbers[i];
                            if (number % 2 == 0 && text.Length > i)
                                total += number * factor;
                            else if (text.Contains("x"))
                                total -= Math.Abs(number) / (factor + 1);
                        }

                        foreach (var part in text.Split(','))
                        {
                            var trimmed = part.Trim();
                            if (int.TryParse(trimmed, out var parsed))
                                _values.Add(parsed);
                        }

                        return _values.Where(value => value > 0).Select(value => Scale{{m}}(value, total)).Sum() + Count;
                    }

                    private decimal Scale{{m}}(decimal value, decimal total) => total == 0 ? value : Math.Round(value / total, {{m}});

                """);
        }

        return text.Append("}\n").ToString();
    }

    private const string Head = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Dapper;
        using Npgsql;

        """;
}
