using Xunit;
using static LifeOps.PostgreSql.Tests.Schema.SchemaAssert;

namespace LifeOps.PostgreSql.Tests.Schema;

public class BlockTests
{
    [Fact]
    public void IdempotentEntityFrameworkScript_IsApplied()
    {
        var schema = Fold(
            """
            CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" ("MigrationId" character varying(150) NOT NULL, CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY ("MigrationId"));
            START TRANSACTION;
            DO $EF$
            BEGIN
                IF NOT EXISTS(SELECT 1 FROM pg_namespace WHERE nspname = 'app') THEN
                    CREATE SCHEMA app;
                END IF;
            END $EF$;
            DO $EF$
            BEGIN
                IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '2026_Init') THEN
                CREATE TABLE app."Users" ("Id" uuid NOT NULL, "Name" text NOT NULL, CONSTRAINT "PK_Users" PRIMARY KEY ("Id"));
                END IF;
            END $EF$;
            COMMIT;
            """);

        Assert.Equal("Id uuid not null, Name text not null", Describe(schema.Tables[1].Columns));
    }

    [Fact]
    public void GuardedType_IsMadeOnce() => Assert.Single(Fold(
        """
        DO $$ BEGIN CREATE TYPE mood AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
        DO $$ BEGIN CREATE TYPE mood AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
        DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN CREATE TYPE mood AS ENUM ('a'); END IF; END $$;
        """).Enums);

    [Fact]
    public void ProblemInsideBlock_IsReportedAtItsPlace() => Problem("DO $$ BEGIN ALTER TABLE [|nowhere|] ADD a int; END $$", "relation \"nowhere\" does not exist");
}
