SET lock_timeout = '5s';
ALTER TABLE customers RENAME COLUMN nickname TO short_name;  -- expect: LDB8008
BEGIN;
ALTER TABLE parcels RENAME TO shipments;
CREATE VIEW parcels AS SELECT * FROM shipments;
COMMIT;
ALTER TABLE customers DROP COLUMN email;  -- expect: LDB8009
CREATE TABLE scratch (id bigint PRIMARY KEY);
DROP TABLE scratch;
