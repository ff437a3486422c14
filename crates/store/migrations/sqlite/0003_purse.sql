-- The role that votes for the member in its federation.
ALTER TABLE account ADD COLUMN delegate INTEGER NOT NULL DEFAULT FALSE CHECK (delegate IN (FALSE, TRUE));

-- What an auditor comes by, to read what the federation decided and spent: as often as wanted until it ends.
CREATE TABLE audit_link (
    hash       BLOB NOT NULL PRIMARY KEY,
    created_by BLOB REFERENCES account (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

-- Links by which other members are invited into the federation. used_for: the request that came by it.
CREATE TABLE member_invitation (
    code       BLOB NOT NULL PRIMARY KEY,
    invitation BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_for   BLOB
) STRICT;
