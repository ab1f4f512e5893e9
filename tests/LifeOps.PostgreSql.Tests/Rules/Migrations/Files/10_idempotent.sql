START TRANSACTION;
SET LOCAL lock_timeout = '5s';
DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20260101000000_Tracking') THEN
    CREATE INDEX "IX_parcels_customer_id" ON parcels (customer_id);  -- expect: LDB8001
    END IF;
END $EF$;
DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20260101000000_Tracking') THEN
    ALTER TABLE customers DROP COLUMN nickname;  -- expect: LDB8009
    END IF;
END $EF$;
COMMIT;
