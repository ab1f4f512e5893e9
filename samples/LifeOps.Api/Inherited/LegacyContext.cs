using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace LifeOps.Api.Inherited;

// The model of the first version of the service, kept for the reports that still read its tables.
public sealed class LegacyContext(DbContextOptions<LegacyContext> options) : DbContext(options)
{
    public DbSet<LegacyNote> Notes => Set<LegacyNote>();

    public DbSet<LegacyDevice> Devices => Set<LegacyDevice>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<LegacyNote>(note =>
        {
            note.ToTable("notes", "legacy");
            note.Property(n => n.Id).UseSerialColumn();
            note.Property(n => n.WrittenAt).HasColumnType("timestamp without time zone");
            note.Property(n => n.Attachments).HasColumnType("json");
        });

        modelBuilder.Entity<LegacyDevice>(device =>
        {
            device.ToTable("devices", "legacy");
            device.Property(d => d.CountryCode).HasColumnType("char(2)");
        });
    }
}

public sealed class LegacyNote
{
    public int Id { get; set; }

    public Guid UserId { get; set; }

    [Column(TypeName = "varchar(200)")]
    public string Title { get; set; } = "";

    public DateTime WrittenAt { get; set; }

    public string Attachments { get; set; } = "[]";
}

public sealed class LegacyDevice
{
    [Key]
    public Guid DeviceId { get; set; }

    public Guid UserId { get; set; }

    [Column(TypeName = "text")]
    public string Label { get; set; } = "";

    public string CountryCode { get; set; } = "";

    public DateTime? LastSeenAt { get; set; }
}
