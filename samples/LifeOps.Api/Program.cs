using LifeOps.Api.Database;
using LifeOps.Api.Habits;
using LifeOps.Api.Profiles;
using LifeOps.Api.Sensors;
using LifeOps.Api.Timeline;
using Microsoft.EntityFrameworkCore;
using Npgsql;

// Dapper finds user_id for UserId.
Dapper.DefaultTypeMap.MatchNamesWithUnderscores = true;

var builder = WebApplication.CreateBuilder(args);
var connectionString = builder.Configuration.GetConnectionString("LifeOps")
    ?? throw new InvalidOperationException("ConnectionStrings:LifeOps is not set.");

// One pool for Npgsql, Dapper and EF Core, with the database's enums and composites mapped to the generated types.
var dataSourceBuilder = new NpgsqlDataSourceBuilder(connectionString);
dataSourceBuilder.UseLifeOpsTypes();
builder.Services.AddSingleton(dataSourceBuilder.Build());
builder.Services.AddDbContextPool<ProfileContext>((services, options) => options.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>(), npgsql => npgsql.UseLifeOpsTypes()));
builder.Services.AddSingleton<TimelineStore>();
builder.Services.AddSingleton<SensorStore>();
builder.Services.AddSingleton<HabitStore>();
builder.Services.AddScoped<ProfileStore>();

var app = builder.Build();
app.MapTimeline();
app.MapSensors();
app.MapHabits();
app.MapProfiles();
app.Run();
