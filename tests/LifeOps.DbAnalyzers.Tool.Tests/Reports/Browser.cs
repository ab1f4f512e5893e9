using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace LifeOps.DbAnalyzers.Tool.Tests.Reports;

/// <summary>Headless Chromium with one page open, driven by its debugging protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private readonly string _profile = Directory.CreateTempSubdirectory("lifeops-browser-").FullName;
    private int _id;

    private Browser(string program)
    {
        var start = new ProcessStartInfo(program, ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-port=0", "--user-data-dir=" + _profile, "--window-size=1280,900", "about:blank"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
    }

    /// <summary>What the page wrote to the console as an error, and what it threw.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Opens a file; the test is skipped when there is no Chromium.</summary>
    public static async Task<Browser> OpenOrSkipAsync(string html)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
        Skip.If(program is null, "Chromium is not installed.");

        var browser = new Browser(program!);
        await browser.ConnectAsync();
        var file = Path.Combine(browser._profile, "report.html");
        await File.WriteAllTextAsync(file, html);
        await browser.SendAsync("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri });
        await browser.WaitForAsync("document.readyState === 'complete' && location.protocol === 'file:'");
        return browser;
    }

    /// <summary>The value of a JavaScript expression as text.</summary>
    public async Task<string> EvaluateAsync(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new() { ["expression"] = $"String({expression})", ["returnByValue"] = true, ["awaitPromise"] = true });
        Assert.False(answer.TryGetProperty("exceptionDetails", out var problem), problem.ToString());
        return answer.GetProperty("result").GetProperty("value").GetString()!;
    }

    /// <summary>Makes the window that size, in pixels.</summary>
    public Task ResizeAsync(int width, int height) =>
        SendAsync("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private async Task ConnectAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        const string Marker = "DevTools listening on ";
        string? line;
        while ((line = await _process.StandardError.ReadLineAsync(timeout.Token)) is not null && !line.StartsWith(Marker, StringComparison.Ordinal))
        {
        }

        Assert.NotNull(line);
        _ = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        var address = new Uri(line[Marker.Length..]);
        using var http = new HttpClient();
        using var targets = JsonDocument.Parse(await http.GetStringAsync($"http://{address.Authority}/json", timeout.Token));
        var page = targets.RootElement.EnumerateArray().First(target => target.GetProperty("type").GetString() == "page");
        await _socket.ConnectAsync(new(page.GetProperty("webSocketDebuggerUrl").GetString()!), timeout.Token);
        foreach (var domain in new[] { "Runtime.enable", "Log.enable", "Page.enable" })
            await SendAsync(domain, []);
    }

    private async Task WaitForAsync(string condition)
    {
        var clock = Stopwatch.StartNew();
        while (await EvaluateAsync(condition) != "true")
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "The page did not load.");
            await Task.Delay(50);
        }
    }

    private async Task<JsonElement> SendAsync(string method, JsonObject parameters)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var id = ++_id;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, timeout.Token);
        while (true)
        {
            using var answer = JsonDocument.Parse(await ReceiveAsync(timeout.Token));
            if (answer.RootElement.TryGetProperty("id", out var answered) && answered.GetInt32() == id)
                return answer.RootElement.GetProperty("result").Clone();
            Note(answer.RootElement);
        }
    }

    private void Note(JsonElement message)
    {
        var parameters = message.TryGetProperty("params", out var found) ? found : default;
        switch (message.TryGetProperty("method", out var method) ? method.GetString() : null)
        {
            case "Runtime.exceptionThrown":
            case "Runtime.consoleAPICalled" when parameters.GetProperty("type").GetString() is "error" or "assert":
            case "Log.entryAdded" when parameters.GetProperty("entry").GetProperty("level").GetString() == "error":
                Errors.Add(parameters.ToString());
                break;
        }
    }

    private async Task<byte[]> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, cancellationToken);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return message.ToArray();
    }
}
