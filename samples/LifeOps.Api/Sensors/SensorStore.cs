using LifeOps.Api.Database;
using Npgsql;

namespace LifeOps.Api.Sensors;

/// <summary>Sensor readings: binary COPY in, the hourly continuous aggregate out.</summary>
public sealed class SensorStore(NpgsqlDataSource dataSource)
{
    /// <summary>Stores any number of readings in one round trip.</summary>
    public async Task<ulong> IngestAsync(IEnumerable<NewSensorReading> readings, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await NewSensorReading.CopyAsync(connection, readings, cancellationToken);
    }

    /// <summary>At most a month of hours.</summary>
    public async Task<List<SensorHourly>> GetHourlyAsync(Guid userId, string sensorKey, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            SELECT {SensorHourly.SelectList}
            FROM sensor_hourly
            WHERE user_id = $1 AND sensor_key = $2 AND bucket >= $3 AND bucket < $4
            ORDER BY bucket
            LIMIT 744
            """);
        command.Parameters.AddWithValue(userId);
        command.Parameters.AddWithValue(sensorKey);
        command.Parameters.AddWithValue(from);
        command.Parameters.AddWithValue(to);

        var hours = new List<SensorHourly>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            hours.Add(SensorHourly.Read(reader));
        return hours;
    }
}
