using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LifeOps.DbAnalyzers.Benchmarks;

/// <summary>
/// Stands between client and server, passes a server's answer on when all of it is there, and gives the same answer itself when it is asked the same again.
/// What a reader takes from that moment on is its own time: the server makes 100,000 rows more slowly than any reader takes them, so that a clock around the
/// whole query compares the server with itself.
/// </summary>
internal sealed class AnswerRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _server;
    private readonly ConcurrentDictionary<string, byte[]> _answers = new();
    private string? _asked;
    private long _released;

    public AnswerRelay(IPEndPoint server)
    {
        _server = server;
        _listener.Start();
        Start(AcceptAll);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>When the last answer began to be passed on, as <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public long Released => Volatile.Read(ref _released);

    public void Dispose() => _listener.Stop();

    private static void Start(Action action) => new Thread(() =>
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // One side has gone away: the end of a connection, or of the benchmark.
        }
    }) { IsBackground = true }.Start();

    private void AcceptAll()
    {
        while (true)
        {
            var client = _listener.AcceptTcpClient();
            var server = new TcpClient();
            server.Connect(_server);
            client.NoDelay = server.NoDelay = true;
            Start(() => PassQuestions(client, server));
            Start(() => PassAnswers(server, client));
        }
    }

    private void PassQuestions(TcpClient client, TcpClient server)
    {
        using (server)
        {
            var buffer = new byte[64 * 1024];
            int count;
            while ((count = client.GetStream().Read(buffer, 0, buffer.Length)) > 0)
            {
                var question = Convert.ToHexString(buffer.AsSpan(0, count));
                if (_answers.TryGetValue(question, out var answer))
                {
                    Volatile.Write(ref _released, Stopwatch.GetTimestamp());
                    client.GetStream().Write(answer);
                    continue;
                }

                // Only a query that came in one piece has an answer of its own; what opens a connection (no letter in front) has a secret in it.
                Volatile.Write(ref _asked, buffer[0] is (byte)'P' && buffer[count - 5] is (byte)'S' ? question : null);
                server.GetStream().Write(buffer, 0, count);
            }
        }
    }

    private void PassAnswers(TcpClient server, TcpClient client)
    {
        using (client)
        {
            var buffer = new byte[64 * 1024 * 1024];
            var count = 0;
            var message = 0;
            var isWhole = false;
            int read;
            while ((read = server.GetStream().Read(buffer, count, buffer.Length - count)) > 0)
            {
                count += read;
                // A message is a letter and a length that counts itself; the client is asked (R) or may ask (Z, ready for query) next.
                while (message + 5 <= count && message + 1 + BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(message + 1)) <= count)
                {
                    isWhole = buffer[message] is (byte)'R' or (byte)'Z';
                    message += 1 + BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(message + 1));
                }

                if (!isWhole || message != count)
                    continue;
                if (Volatile.Read(ref _asked) is { } asked)
                    _answers[asked] = buffer[..count];
                Volatile.Write(ref _released, Stopwatch.GetTimestamp());
                client.GetStream().Write(buffer, 0, count);
                count = message = 0;
            }
        }
    }
}
