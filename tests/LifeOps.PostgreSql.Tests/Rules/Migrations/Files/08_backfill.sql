BEGIN;
SET LOCAL lock_timeout = '5s';
ALTER TABLE customers ADD COLUMN title text;
UPDATE customers SET title = name;  -- expect: LDB8013
COMMIT;
UPDATE customers SET title = 'Dr' WHERE id BETWEEN 1 AND 1000;
UPDATE countries SET name = upper(name);
