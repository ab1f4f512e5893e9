SET lock_timeout = '5s';
ALTER TABLE customers ADD COLUMN phone text NOT NULL;  -- expect: LDB8004
ALTER TABLE customers ADD COLUMN is_blocked boolean NOT NULL DEFAULT false;
ALTER TABLE customers ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE customers ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();  -- expect: LDB8006
ALTER TABLE customers ADD COLUMN email_lower text GENERATED ALWAYS AS (lower(email)) STORED;  -- expect: LDB8006
ALTER TABLE customers ALTER COLUMN email SET NOT NULL;  -- expect: LDB8005
ALTER TABLE customers ALTER COLUMN name SET NOT NULL;
