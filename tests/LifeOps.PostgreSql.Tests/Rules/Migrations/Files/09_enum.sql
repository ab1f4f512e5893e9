BEGIN;
ALTER TYPE parcel_state ADD VALUE 'lost';
UPDATE parcels SET state = 'lost' WHERE id = 7;  -- expect: LDB8014
COMMIT;
ALTER TYPE parcel_state ADD VALUE 'returned';
UPDATE parcels SET state = 'returned' WHERE id = 8;
