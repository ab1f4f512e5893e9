using System;
using System.Collections.Generic;

namespace LifeOps.PostgreSql.Rules;

/// <summary>
/// Tables that migration tools and extensions make for themselves: their shape and names are not the reader's to change. The names are
/// the defaults that the tools document.
/// </summary>
internal static class ToolTables
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "__EFMigrationsHistory", // Entity Framework Core
        "flyway_schema_history", // Flyway
        "databasechangelog", "databasechangeloglock", // Liquibase
        "schemaversions", // DbUp
        "VersionInfo", // FluentMigrator
        "schema_migrations", "ar_internal_metadata", // Rails, golang-migrate, dbmate
        "alembic_version", // Alembic
        "_prisma_migrations", // Prisma
        "goose_db_version", // goose
        "pgmigrations", // node-pg-migrate
        "spatial_ref_sys", // PostGIS
    };

    public static bool Contains(string? name) => name is not null && Names.Contains(name);
}
