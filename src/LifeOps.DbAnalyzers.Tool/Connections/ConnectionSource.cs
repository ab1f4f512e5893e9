using System.Globalization;
using Npgsql;

namespace LifeOps.DbAnalyzers.Tool.Connections;

/// <summary>
/// Where to connect: <c>--connection</c> (a connection string or a <c>postgresql://</c> URI), else a service of pg_service.conf, else the
/// environment variables of libpq. Npgsql itself reads PGPASSWORD, PGPASSFILE and the SSL variables.
/// </summary>
internal sealed class ConnectionSource(Func<string, string?> environment, Func<string, string?> readFile)
{
    /// <summary>The process's own environment and files.</summary>
    public static ConnectionSource System { get; } = new(Environment.GetEnvironmentVariable, path => File.Exists(path) ? File.ReadAllText(path) : null);

    /// <exception cref="FormatException">The text is no connection string; the message does not repeat it, since it may hold a password.</exception>
    public NpgsqlConnectionStringBuilder Resolve(string? connection, string? service)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        ApplyEnvironment(builder);
        if ((service ?? environment("PGSERVICE")) is { Length: > 0 } name)
            ApplyService(builder, name);
        if (!string.IsNullOrEmpty(connection))
            builder = Parse(connection);

        if (string.IsNullOrEmpty(builder.Host))
            builder.Host = "localhost";
        builder.ApplicationName ??= "lifeops-db";
        builder.Pooling = false;
        return builder;
    }

    private static NpgsqlConnectionStringBuilder Parse(string connection)
    {
        if (connection.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase) || connection.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase))
            return ParseUri(connection);
        try
        {
            return new(connection);
        }
        catch (ArgumentException)
        {
            throw new FormatException("--connection is not a connection string that Npgsql understands (Host=...;Database=...;Username=...).");
        }
    }

    private static NpgsqlConnectionStringBuilder ParseUri(string connection)
    {
        if (!Uri.TryCreate(connection, UriKind.Absolute, out var uri))
            throw new FormatException("--connection is not a URI of the form postgresql://user@host:port/database.");

        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host };
        if (uri.Port > 0)
            builder.Port = uri.Port;
        if (uri.AbsolutePath.Length > 1)
            builder.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length == 2)
            builder.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=');
            if (equals > 0)
                ApplySetting(builder, Uri.UnescapeDataString(pair[..equals]), Uri.UnescapeDataString(pair[(equals + 1)..]));
        }

        return builder;
    }

    private void ApplyEnvironment(NpgsqlConnectionStringBuilder builder)
    {
        foreach (var (variable, setting) in new[] { ("PGHOST", "host"), ("PGPORT", "port"), ("PGDATABASE", "dbname"), ("PGUSER", "user"), ("PGSSLMODE", "sslmode"), ("PGCONNECT_TIMEOUT", "connect_timeout"), ("PGAPPNAME", "application_name") })
        {
            if (environment(variable) is { Length: > 0 } value)
                ApplySetting(builder, setting, value);
        }
    }

    /// <summary>A section of pg_service.conf: PGSERVICEFILE, ~/.pg_service.conf or PGSYSCONFDIR's, the first that has it.</summary>
    private void ApplyService(NpgsqlConnectionStringBuilder builder, string name)
    {
        foreach (var path in ServiceFiles())
        {
            if (readFile(path) is not { } text)
                continue;
            var isInSection = false;
            var found = false;
            foreach (var raw in text.Split('\n'))
            {
                var line = raw.Trim();
                if (line.Length == 0 || line[0] == '#')
                    continue;
                if (line[0] == '[')
                {
                    isInSection = line == "[" + name + "]";
                    found |= isInSection;
                }
                else if (isInSection && line.IndexOf('=') is var equals and > 0)
                {
                    ApplySetting(builder, line[..equals].Trim(), line[(equals + 1)..].Trim());
                }
            }

            if (found)
                return;
        }

        throw new FormatException($"There is no service \"{name}\" in a pg_service.conf file.");
    }

    private IEnumerable<string> ServiceFiles()
    {
        if (environment("PGSERVICEFILE") is { Length: > 0 } file)
            yield return file;
        if (environment("HOME") is { Length: > 0 } home)
            yield return Path.Combine(home, ".pg_service.conf");
        if (environment("PGSYSCONFDIR") is { Length: > 0 } folder)
            yield return Path.Combine(folder, "pg_service.conf");
    }

    private static void ApplySetting(NpgsqlConnectionStringBuilder builder, string setting, string value)
    {
        switch (setting)
        {
            case "host" or "hostaddr":
                builder.Host = value;
                break;
            case "port":
                builder.Port = ParseNumber(setting, value);
                break;
            case "dbname":
                builder.Database = value;
                break;
            case "user":
                builder.Username = value;
                break;
            case "password":
                builder.Password = value;
                break;
            case "sslmode":
                builder.SslMode = value switch
                {
                    "disable" => SslMode.Disable,
                    "allow" => SslMode.Allow,
                    "prefer" => SslMode.Prefer,
                    "require" => SslMode.Require,
                    "verify-ca" => SslMode.VerifyCA,
                    "verify-full" => SslMode.VerifyFull,
                    _ => throw new FormatException($"sslmode has the unknown value \"{value}\"."),
                };
                break;
            case "connect_timeout":
                builder.Timeout = ParseNumber(setting, value);
                break;
            case "application_name":
                builder.ApplicationName = value;
                break;
        }
    }

    private static int ParseNumber(string setting, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"{setting} is not a number.");
}
