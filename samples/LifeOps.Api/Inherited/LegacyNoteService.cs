using Microsoft.EntityFrameworkCore;

namespace LifeOps.Api.Inherited;

public sealed class LegacyNoteService(LegacyContext context)
{
    // Written for a demo with twenty notes.
    public async Task<List<LegacyNote>> AllNotesAsync()
    {
        return await context.Notes.ToListAsync();
    }

    public async Task TouchDevicesAsync(IReadOnlyList<Guid> deviceIds)
    {
        foreach (var deviceId in deviceIds)
        {
            var device = await context.Devices.FirstOrDefaultAsync(d => d.DeviceId == deviceId);
            if (device is null)
                continue;

            device.LastSeenAt = DateTime.UtcNow;
            await context.SaveChangesAsync();
        }
    }

    public static void UseOldTimestamps()
    {
        // "Fixes" the exceptions about DateTimeKind after the upgrade to Npgsql 6.
        AppContext.SetSwitch("Npgsql.EnableLegacyTimestampBehavior", true);
    }
}
