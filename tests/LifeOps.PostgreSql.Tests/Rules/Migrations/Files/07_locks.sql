ALTER TABLE customers ADD COLUMN birthday date;  -- expect: LDB8010
VACUUM FULL parcels;  -- expect: LDB8012
VACUUM (ANALYZE) parcels;
BEGIN;
LOCK TABLE customers IN ACCESS EXCLUSIVE MODE;  -- expect: LDB8012
COMMIT;
