SET lock_timeout = '5s';
ALTER TABLE parcels ALTER COLUMN weight TYPE bigint;  -- expect: LDB8007
ALTER TABLE parcels ALTER COLUMN number TYPE numeric(12,2);
ALTER TABLE customers ALTER COLUMN name TYPE text;
SET timezone = 'UTC';
ALTER TABLE parcels ALTER COLUMN sent_at TYPE timestamptz;
