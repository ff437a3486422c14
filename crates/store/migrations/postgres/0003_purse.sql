-- The role that votes for the member in its federation.
ALTER TABLE account ADD COLUMN delegate BOOLEAN NOT NULL DEFAULT FALSE;

-- What an auditor comes by, to read what the federation decided and spent: as often as wanted until it ends.
CREATE TABLE audit_link (
    hash       BYTEA NOT NULL PRIMARY KEY,
    created_by BYTEA REFERENCES account (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- Links by which other members are invited into the federation. used_for: the request that came by it.
CREATE TABLE member_invitation (
    code       BYTEA NOT NULL PRIMARY KEY,
    invitation BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_for   BYTEA
);
