using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LifeOps.Testing;
using Npgsql;
using Xunit;

namespace LifeOps.GeneratedCode.Tests.AnySchema;

/// <summary>
/// jsonb read from its bytes is what GetString gives, whatever the value, the reader's mode and the format it comes in. The column behind says whether the reader stands
/// where it should afterwards.
/// </summary>
public sealed class JsonbReadingTests
{
    private const string Schema = "CREATE TABLE documents (id int NOT NULL, body jsonb NOT NULL, extra jsonb, tail int NOT NULL)";

    private static readonly RecordUnderTest Document = Compile();

    private static readonly Func<NpgsqlDataReader, object> Read = Document.Type.GetMethod("Read", [typeof(NpgsqlDataReader)])!.CreateDelegate<Func<NpgsqlDataReader, object>>();

    private static readonly Func<DbDataReader, object> ReadAny = Document.Type.GetMethod("Read", [typeof(DbDataReader)])!.CreateDelegate<Func<DbDataReader, object>>();

    private static readonly string[] Values =
    [
        "{}", "[]", "null", "true", "0", "-1.5e10", "12345678901234567890.0123456789", "\"\"", "\"x\"", """{"a": [1, {"b": null}], "c": "d"}""",
        """{"grüße": "naïve 東京 🚀👩‍🚀", "\u0001": "\"\\\/\b\f\n\r\t", "escaped": "\ud83d\ude80 \u00e9"}""",
        // The text and its version around the end of the buffer, and characters across it.
        .. from length in (int[])[2045, 2046, 2047, 2048, 2049, 2050] select Text(length, 'a'),
        .. from length in (int[])[1020, 1021, 1022, 1023, 1024, 1025] select Text(length, 'é'),
        Text(10_000, 'ß'), "{\"long\": [" + string.Join(", ", Enumerable.Repeat("\"🚀 to the moon\"", 20_000)) + "]}", "1",
    ];

    public static TheoryData<int, CommandBehavior> Modes { get; } = new()
    {
        { 15, CommandBehavior.Default },
        { 15, CommandBehavior.SequentialAccess },
        { 18, CommandBehavior.Default },
        { 18, CommandBehavior.SequentialAccess },
    };

    [SkippableTheory]
    [MemberData(nameof(Modes))]
    public async Task EveryValue_IsWhatGetStringGives(int major, CommandBehavior behavior)
    {
        await using var connection = await ConnectAsync(major);

        var stored = await RoundTripAsync(connection, behavior, Values);

        Assert.True(Encoding.UTF8.GetByteCount(stored[^2]) > 300_000);
        Assert.Contains(stored, text => Encoding.UTF8.GetByteCount(text) == 2047);
        Assert.Contains(stored, text => Encoding.UTF8.GetByteCount(text) == 2048);
        Assert.Contains(stored, text => text.Contains("naïve 東京 🚀👩‍🚀", StringComparison.Ordinal));
    }

    [SkippableTheory]
    [MemberData(nameof(Modes))]
    public async Task RandomJson_IsWhatGetStringGives(int major, CommandBehavior behavior)
    {
        await using var connection = await ConnectAsync(major);
        var values = Json(depth: 4).Sample(500, new Rnd(20261129, 1), size: 400).ToArray();

        var stored = await RoundTripAsync(connection, behavior, values);

        Assert.True(stored.Distinct().Count() > 200, "The values are too much alike.");
        Assert.Contains(stored, text => Encoding.UTF8.GetByteCount(text) > 2048);
        Assert.Contains(stored, text => text.Any(c => c > 127));
    }

    [SkippableTheory]
    [MemberData(nameof(Modes))]
    public async Task Null_IsNullOrRefusedAsByGetString(int major, CommandBehavior behavior)
    {
        await using var connection = await ConnectAsync(major);

        Assert.Null(Member(Assert.Single(await ReadAsync(connection, behavior, "SELECT 1, '{}'::jsonb, NULL::jsonb, 7", Read)), "Extra"));

        const string NullBody = "SELECT 1, NULL::jsonb, '1'::jsonb, 7";
        var expected = await Assert.ThrowsAsync<InvalidCastException>(() => ReadAsync(connection, behavior, NullBody, reader => reader.GetString(1)));
        var actual = await Assert.ThrowsAsync<InvalidCastException>(() => ReadAsync(connection, behavior, NullBody, Read));
        Assert.Equal(expected.Message, actual.Message);
    }

    [SkippableTheory]
    [MemberData(nameof(Modes))]
    public async Task OtherTypeInItsPlace_IsReadAsTheReaderDoes(int major, CommandBehavior behavior)
    {
        await using var connection = await ConnectAsync(major);

        var row = Assert.Single(await ReadAsync(connection, behavior, """SELECT 1, '{"a":1}'::jsonb::text, '{"b":   2}'::json, 7""", Read));

        Assert.Equal("""{"a": 1}""", Member(row, "Body"));
        Assert.Equal("""{"b":   2}""", Member(row, "Extra"));
        Assert.Equal(7, Member(row, "Tail"));
    }

    /// <summary>An integer is no text, for this Read as for the other.</summary>
    [SkippableTheory]
    [MemberData(nameof(Modes))]
    public async Task TypeThatIsNoText_IsRefused(int major, CommandBehavior behavior)
    {
        await using var connection = await ConnectAsync(major);

        await Assert.ThrowsAsync<InvalidCastException>(() => ReadAsync(connection, behavior, "SELECT 1, 2, NULL::jsonb, 7", Read));
    }

    /// <summary>A command may ask for the text: jsonb still, but without a version in front.</summary>
    [SkippableTheory]
    [MemberData(nameof(Modes))]
    public async Task TextFormat_IsReadAsItIs(int major, CommandBehavior behavior)
    {
        await using var connection = await ConnectAsync(major);
        foreach (var value in Values)
        {
            await using var command = new NpgsqlCommand("SELECT 1, $1::jsonb, $1::jsonb, 7", connection) { UnknownResultTypeList = [false, true, true, false] };
            command.Parameters.Add(new() { Value = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb });
            await using var reader = await command.ExecuteReaderAsync(behavior);
            Assert.True(await reader.ReadAsync());
            var row = Read(reader);
            await reader.CloseAsync();

            await using var check = new NpgsqlCommand("SELECT $1::jsonb::text", connection);
            check.Parameters.Add(new() { Value = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb });
            var expected = (string)(await check.ExecuteScalarAsync())!;
            Assert.Equal(expected, Member(row, "Body"));
            Assert.Equal(expected, Member(row, "Extra"));
            Assert.Equal(7, Member(row, "Tail"));
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Modes))]
    public async Task RowWithTooFewColumns_IsExplained(int major, CommandBehavior behavior)
    {
        await using var connection = await ConnectAsync(major);

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => ReadAsync(connection, behavior, "SELECT 1", Read));

        Assert.Contains("fewer than the 4 columns", exception.Message);
    }

    /// <summary>A row may be read twice, and its columns in any order behind it.</summary>
    [SkippableTheory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task RowReadTwice_IsTheSame(int major)
    {
        await using var connection = await ConnectAsync(major);
        foreach (var value in Values)
        {
            var rows = await ReadAsync(
                connection, CommandBehavior.Default, "SELECT 1, $1::jsonb, $1::jsonb, 7", reader => (Read(reader), reader.GetString(2), reader.GetString(1), Read(reader)), value);

            var (first, extra, body, second) = Assert.Single(rows);
            Assert.Equal(body, Member(first, "Body"));
            Assert.Equal(extra, Member(first, "Extra"));
            Assert.Equal(first, second);
        }
    }

    /// <summary>docs/generator.md: another client encoding is for Read(DbDataReader), and text that is no UTF-8 does not go unseen.</summary>
    [SkippableTheory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task OtherClientEncoding_IsRefusedWhereItsTextIsNoUtf8(int major)
    {
        var builder = new NpgsqlConnectionStringBuilder(PostgresServer.GetOrSkip(major).ConnectionString("postgres")) { Pooling = false, Encoding = "latin1", ClientEncoding = "LATIN1" };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync();

        Assert.Equal("\"plain\"", Member(Assert.Single(await ReadAsync(connection, CommandBehavior.Default, "SELECT 1, '\"plain\"'::jsonb, NULL::jsonb, 7", Read)), "Body"));
        Assert.Equal("\"café\"", Member(Assert.Single(await ReadAsync(connection, CommandBehavior.Default, "SELECT 1, '\"café\"'::jsonb, NULL::jsonb, 7", ReadAny)), "Body"));
        await Assert.ThrowsAsync<DecoderFallbackException>(() => ReadAsync(connection, CommandBehavior.Default, "SELECT 1, '\"café\"'::jsonb, NULL::jsonb, 7", Read));
    }

    /// <summary>Every value in both columns, read by both Reads and by GetString.</summary>
    /// <returns>The texts as they are stored.</returns>
    private static async Task<List<string>> RoundTripAsync(NpgsqlConnection connection, CommandBehavior behavior, IReadOnlyList<string> values)
    {
        const string Query = "SELECT ordinality::int, value::jsonb, nullif(value, 'null')::jsonb, -ordinality::int FROM unnest($1::text[]) WITH ORDINALITY AS given(value, ordinality) ORDER BY 1";
        var parameter = values.ToArray();
        var rows = await ReadAsync(connection, behavior, Query, Read, parameter);
        var others = await ReadAsync(connection, behavior, Query, ReadAny, parameter);
        var texts = await ReadAsync(connection, CommandBehavior.Default, Query, reader => (Body: reader.GetString(1), Extra: reader.IsDBNull(2) ? null : reader.GetString(2)), parameter);

        Assert.Equal(values.Count, rows.Count);
        Assert.Equal(others, rows);
        for (var i = 0; i < rows.Count; i++)
        {
            Assert.Equal(texts[i].Body, Member(rows[i], "Body"));
            Assert.Equal(texts[i].Extra, Member(rows[i], "Extra"));
            Assert.Equal(i + 1, Member(rows[i], "Id"));
            Assert.Equal(-i - 1, Member(rows[i], "Tail"));
        }

        return [.. texts.Select(text => text.Body)];
    }

    private static async Task<List<T>> ReadAsync<T>(NpgsqlConnection connection, CommandBehavior behavior, string query, Func<NpgsqlDataReader, T> read, object? parameter = null)
    {
        await using var command = new NpgsqlCommand(query, connection);
        if (parameter is string json)
            command.Parameters.Add(new() { Value = json, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb });
        else if (parameter is not null)
            command.Parameters.Add(new() { Value = parameter });
        await using var reader = await command.ExecuteReaderAsync(behavior);
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    private static Task<NpgsqlConnection> ConnectAsync(int major) => OpenAsync(PostgresServer.GetOrSkip(major).ConnectionString("postgres") + ";Pooling=false");

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static object? Member(object row, string name) => Document.Type.GetProperty(name)!.GetValue(row);

    private static string Text(int length, char c) => "\"" + new string(c, length - 2) + "\"";

    private static RecordUnderTest Compile()
    {
        var generated = new GeneratedAssembly(Schema, new Dictionary<string, string>());
        Assert.Null(generated.Problem);
        // Otherwise these tests compare GetString with itself.
        Assert.NotNull(generated.Records[0].Type.Assembly.GetType(generated.Records[0].Type.Namespace + ".LifeOpsJsonb"));
        return generated.Records.Single();
    }

    private static Gen<string> Json(int depth)
    {
        var scalar = Gen.OneOf(
            Gen.Elements("null", "true", "false", "{}", "[]"),
            ArbMap.Default.GeneratorFor<int>().Select(number => number.ToString(CultureInfo.InvariantCulture)),
            ArbMap.Default.GeneratorFor<decimal>().Select(number => number.ToString(CultureInfo.InvariantCulture)),
            String());
        if (depth == 0)
            return scalar;
        return Gen.Frequency(
            (2, scalar),
            (2, Json(depth - 1).ListOf().Select(items => "[" + string.Join(",", items) + "]")),
            (3, (from key in String() from value in Json(depth - 1) select key + ": " + value).ListOf().Select(members => "{" + string.Join(", ", members) + "}")));
    }

    /// <summary>Characters of one to four bytes, written as they are or escaped; jsonb has no \u0000.</summary>
    private static Gen<string> String() =>
        from runes in Gen.OneOf(Gen.Choose(1, 127), Gen.Choose(128, 0x7FF), Gen.Choose(0x800, 0xD7FF), Gen.Choose(0xE000, 0xFFFD), Gen.Choose(0x1F300, 0x1FAFF)).ListOf()
        from escapes in Gen.Elements(true, false)
        select JsonSerializer.Serialize(string.Concat(runes.Select(char.ConvertFromUtf32)), escapes ? Escaping : Plain);

    private static readonly JsonSerializerOptions Escaping = new() { Encoder = JavaScriptEncoder.Default };

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
