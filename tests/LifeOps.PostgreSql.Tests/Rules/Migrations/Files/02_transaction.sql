BEGIN;
SET LOCAL lock_timeout = '5s';
ALTER TABLE parcels ADD COLUMN courier text;
CREATE INDEX CONCURRENTLY idx_parcels_courier ON parcels (courier);  -- expect: LDB8002
COMMIT;
CREATE INDEX CONCURRENTLY idx_parcels_weight ON parcels (weight);
