using System.Text;
using LifeOps.DbAnalyzers.Tool.Catalog;
using Xunit;

namespace LifeOps.DbAnalyzers.Tool.Tests;

/// <summary>Answers that come in pieces of any size, with values of any text: what is read is what the server wrote.</summary>
public sealed class CatalogAnswerTests
{
    private static readonly string?[] Values =
        [null, "", "a", "table_1", "a,b", "\"", "\"\"", "line\nline", "x\"y\",\n", ",", "\n", "ends in \"", "\u00e4\u20ac", new('l', 100), new string('q', 90) + '"' + new string('q', 50)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Pieces_GiveTheRowsOfTheWhole(int size)
    {
        var random = new Random(size);
        var rows = Enumerable.Range(0, 500).Select(_ => Enumerable.Range(0, 3).Select(_ => Values[random.Next(Values.Length)]).ToArray()).ToArray();
        var text = new StringBuilder("a,\"b\nb\",c\n");
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(Csv)).Append('\n');

        var read = CatalogAnswer.Read(new PiecesReader(text.ToString(), size));

        Assert.Equal(rows, read.Select(row => new[] { row.Text("a"), row.Text("b\nb"), row.Text("c") }));
    }

    [Fact]
    public void LongValues_OutgrowTheBuffer()
    {
        var value = string.Concat(Enumerable.Range(0, 30_000).Select(i => i + ","));

        var rows = CatalogAnswer.Read(new PiecesReader($"a,b\n1,\"{value}\"\n2,{new string('z', 200_000)}\n", 999));

        Assert.Equal(value, rows[0].Text("b"));
        Assert.Equal(200_000, rows[1].Text("b")!.Length);
    }

    [Fact]
    public void Nothing_GivesNoRows() => Assert.Empty(CatalogAnswer.Read(new StringReader("")));

    [Theory]
    [InlineData("a,b\n1,2,3\n")]
    [InlineData("a,b\n1\n")]
    [InlineData("a,b\n1,\"2")]
    [InlineData("a,b\n1")]
    public void AnswerThatIsNotWhole_IsSaid(string text)
    {
        var problem = Assert.Throws<InvalidDataException>(() => CatalogAnswer.Read(new StringReader(text)));
        Assert.Contains("not whole", problem.Message, StringComparison.Ordinal);
    }

    // As the server writes it: NULL is nothing, an empty text is quoted.
    private static string Csv(string? value) => value switch
    {
        null => "",
        _ when value.Length == 0 || value.AsSpan().IndexOfAny("\",\n\r") >= 0 => '"' + value.Replace("\"", "\"\"", StringComparison.Ordinal) + '"',
        _ => value,
    };

    private sealed class PiecesReader(string text, int size) : TextReader
    {
        private int _position;

        public override int Read(char[] buffer, int index, int count)
        {
            var length = Math.Min(Math.Min(count, size), text.Length - _position);
            text.CopyTo(_position, buffer, index, length);
            _position += length;
            return length;
        }
    }
}
