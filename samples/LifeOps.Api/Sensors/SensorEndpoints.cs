using LifeOps.Api.Database;

namespace LifeOps.Api.Sensors;

public sealed record ReadingRequest(string SensorKey, DateTimeOffset ReadingAt, double Value);

internal static class SensorEndpoints
{
    public static void MapSensors(this WebApplication app)
    {
        app.MapPost("/users/{userId:guid}/sensors/readings", (Guid userId, ReadingRequest[] readings, SensorStore store, CancellationToken cancellationToken) =>
            store.IngestAsync(
                readings.Select(reading => new NewSensorReading
                {
                    UserId = userId,
                    SensorKey = reading.SensorKey,
                    ReadingAt = reading.ReadingAt.UtcDateTime,
                    Value = reading.Value,
                }),
                cancellationToken));

        app.MapGet("/users/{userId:guid}/sensors/{sensorKey}/hourly", (Guid userId, string sensorKey, DateTimeOffset from, DateTimeOffset to, SensorStore store, CancellationToken cancellationToken) =>
            store.GetHourlyAsync(userId, sensorKey, from.UtcDateTime, to.UtcDateTime, cancellationToken));
    }
}
