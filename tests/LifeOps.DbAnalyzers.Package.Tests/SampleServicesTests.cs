using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using LifeOps.Testing;
using Npgsql;
using Xunit;

namespace LifeOps.DbAnalyzers.Package.Tests;

/// <summary>The sample services, built with the packed file and run against a live PostgreSQL.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed class SampleServicesTests(PackedPackage package)
{
    private static string Samples => Path.Combine(SharedFiles.RepositoryRoot, "samples");

    [SkippableFact]
    public async Task Api_ServesTheLifeOpsDatabase_WithoutTimescaleDB()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync();
        database.Replay(await File.ReadAllTextAsync(Path.Combine(Samples, "LifeOps.Api", "db", "lifeops.plain.sql")));
        await database.ExecuteAsync("""
            INSERT INTO user_profile (id, display_name, email) VALUES ('00000000-0000-4000-8000-000000000001', 'Ada', 'ada@example.org');
            INSERT INTO timeline_items (user_id, title, created_at)
            SELECT '00000000-0000-4000-8000-000000000001', 'Item ' || n, timestamptz '2026-01-01 00:00:00+00' + n * interval '1 minute' FROM generate_series(1, 120) n;
            INSERT INTO habit_logs (user_id, habit_key, logged_at, outcome)
            SELECT '00000000-0000-4000-8000-000000000001', 'water', now() - n * interval '1 hour', 'done' FROM generate_series(1, 5) n;
            INSERT INTO achievements (user_id, code, title) VALUES ('00000000-0000-4000-8000-000000000001', 'steps', 'Steps');
            INSERT INTO daily_scores (user_id, score_date, health) VALUES ('00000000-0000-4000-8000-000000000001', current_date, 50);
            """);
        await using var service = await RunningService.StartAsync(package, "LifeOps.Api", "ConnectionStrings__LifeOps", database.ConnectionString);
        const string User = "/users/00000000-0000-4000-8000-000000000001";

        var page = await service.GetAsync(User + "/timeline");
        Assert.Equal(50, page.GetArrayLength());
        Assert.Equal("Item 120", page[0].GetProperty("title").GetString());
        var last = page[49];
        var next = await service.GetAsync($"{User}/timeline?before={Uri.EscapeDataString(last.GetProperty("createdAt").GetString()!)}&beforeId={last.GetProperty("id").GetString()}");
        Assert.Equal("Item 70", next[0].GetProperty("title").GetString());

        var added = await service.PostAsync(User + "/timeline", new { title = "Call Grace" });
        Assert.Equal("Call Grace", (await service.GetAsync($"{User}/timeline/{added.GetProperty("id").GetString()}")).GetProperty("title").GetString());

        var readings = Enumerable.Range(0, 1000).Select(n => new { sensorKey = "temp", readingAt = new DateTime(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(n), value = n / 10.0 });
        Assert.Equal(1000, (await service.PostAsync(User + "/sensors/readings", readings)).GetInt32());
        await database.ExecuteAsync("REFRESH MATERIALIZED VIEW sensor_hourly");
        var hourly = await service.GetAsync(User + "/sensors/temp/hourly?from=2026-10-01T00:00:00Z&to=2026-10-02T00:00:00Z");
        Assert.Equal(1000, hourly[0].GetProperty("readingCount").GetInt64());
        Assert.Equal(99.9, hourly[0].GetProperty("lastValue").GetDouble(), 3);

        Assert.Equal(5, (await service.GetAsync(User + "/habits/logs")).GetArrayLength());
        Assert.Equal(5, (await service.GetAsync(User + "/habits/summary"))[0].GetProperty("done").GetInt64());
        Assert.Equal("steps", (await service.GetAsync(User + "/achievements"))[0].GetProperty("code").GetString());
        Assert.Equal(1, (await service.GetAsync(User + "/scores")).GetArrayLength());
    }

    [SkippableFact]
    public async Task Stats_ServesTheStatsDatabase()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync(await File.ReadAllTextAsync(Path.Combine(Samples, "LifeOps.Stats", "db", "stats.schema.sql")), """
            INSERT INTO level_thresholds (level, xp_required, title) SELECT n, n * 100, 'Rank ' || n FROM generate_series(1, 5) n;
            INSERT INTO stat_level_thresholds (stat, level, xp_required) SELECT s, 1, 0 FROM unnest(enum_range(NULL::stat_kind)) s;
            INSERT INTO characters (id, owner_id, name, total_xp) VALUES ('00000000-0000-4000-8000-000000000002', gen_random_uuid(), 'Hero', 10);
            INSERT INTO skills (code, name, primary_stat) VALUES ('sword', 'Sword', 'strength');
            INSERT INTO character_skills (character_id, skill_id, xp) SELECT '00000000-0000-4000-8000-000000000002', id, 250 FROM skills;
            REFRESH MATERIALIZED VIEW skill_leaderboard;
            """);
        await using var service = await RunningService.StartAsync(package, "LifeOps.Stats", "ConnectionStrings__Stats", database.ConnectionString);

        Assert.Equal("sword", (await service.GetAsync("/skills"))[0].GetProperty("code").GetString());
        Assert.Equal(250, (await service.GetAsync("/skills/1/leaderboard"))[0].GetProperty("xp").GetInt64());
        Assert.Equal("Hero", (await service.GetAsync("/characters/00000000-0000-4000-8000-000000000002")).GetProperty("name").GetString());

        var logged = await service.PostAsync("/characters/00000000-0000-4000-8000-000000000002/activities", new[] { new { kind = "Workout", minutes = 30, xp = 12 }, new { kind = "Study", minutes = 45, xp = 20 } });
        Assert.Equal(2, logged.GetInt32());
        Assert.Equal(2, (await service.GetAsync("/characters/00000000-0000-4000-8000-000000000002/activities")).GetArrayLength());
    }

    /// <summary>A sample built into a temporary folder and listening on a free loopback port.</summary>
    private sealed class RunningService : IAsyncDisposable
    {
        private readonly Process _process;
        private readonly HttpClient _client;
        private readonly Task<string> _output;

        private RunningService(Process process, HttpClient client)
        {
            _process = process;
            _client = client;
            _output = process.StandardOutput.ReadToEndAsync();
        }

        public static async Task<RunningService> StartAsync(PackedPackage package, string sample, string connectionVariable, string connectionString)
        {
            var artifacts = package.CreateProjectFolder("run-" + sample);
            var build = package.DotNet(Path.Combine(Samples, sample), "build", "-c", "Release", "-v", "quiet", "--nologo", "--artifacts-path", artifacts, $"-p:LifeOpsDbAnalyzersVersion={package.Version}", $"-p:RestoreAdditionalProjectSources={package.Feed}");
            Assert.True(build.ExitCode == 0, build.Output);

            var address = "http://127.0.0.1:" + FreePort();
            var assembly = Path.Combine(artifacts, "bin", sample, "release", sample + ".dll");
            var start = new ProcessStartInfo("dotnet", [assembly, "--urls", address]) { RedirectStandardOutput = true, WorkingDirectory = artifacts };
            start.Environment[connectionVariable] = connectionString;
            start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
            var service = new RunningService(Process.Start(start)!, new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) });
            await service.WaitUntilListeningAsync();
            return service;
        }

        public async Task<JsonElement> GetAsync(string path) => await ReadAsync(await _client.GetAsync(path));

        public async Task<JsonElement> PostAsync(string path, object body) => await ReadAsync(await _client.PostAsJsonAsync(path, body));

        public async ValueTask DisposeAsync()
        {
            if (!_process.HasExited)
                _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
            _client.Dispose();
        }

        private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
        {
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");
            return JsonDocument.Parse(text).RootElement.Clone();
        }

        private async Task WaitUntilListeningAsync()
        {
            for (var attempt = 0; attempt < 150; attempt++)
            {
                if (_process.HasExited)
                    Assert.Fail("The service ended: " + await _output);
                try
                {
                    using var client = new TcpClient();
                    await client.ConnectAsync(IPAddress.Loopback, _client.BaseAddress!.Port);
                    return;
                }
                catch (SocketException)
                {
                    await Task.Delay(200);
                }
            }

            Assert.Fail("The service does not listen.");
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
