using LifeOps.Stats.Characters;
using LifeOps.Stats.Database;
using LifeOps.Stats.Skills;
using Npgsql;

Dapper.DefaultTypeMap.MatchNamesWithUnderscores = true;

var builder = WebApplication.CreateBuilder(args);
var connectionString = builder.Configuration.GetConnectionString("Stats")
    ?? throw new InvalidOperationException("ConnectionStrings:Stats is not set.");

var dataSourceBuilder = new NpgsqlDataSourceBuilder(connectionString);
dataSourceBuilder.UseLifeOpsTypes();
builder.Services.AddSingleton(dataSourceBuilder.Build());
builder.Services.AddSingleton<CharacterStore>();
builder.Services.AddSingleton<SkillStore>();

var app = builder.Build();
app.MapCharacters();
app.MapSkills();
app.Run();
