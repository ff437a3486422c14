-- The role that votes for the member in its federation.
ALTER TABLE account ADD COLUMN delegate BOOLEAN NOT NULL DEFAULT FALSE;

-- What an auditor comes by, to read what the federation decided and spent: as often as wanted until it ends.
CREATE TABLE audit_link (
    hash       BYTEA NOT NULL PRIMARY KEY,
    created_by BYTEA REFERENCES account (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    -- What its auditor is called, as typed by who gave it; when it was taken back.
    name         TEXT COLLATE "C" NOT NULL,
    withdrawn_at BIGINT
);

-- Links by which other members are invited into the federation. used_for: the request that came by it.
CREATE TABLE member_invitation (
    code       BYTEA NOT NULL PRIMARY KEY,
    invitation BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_for   BYTEA
);

-- Money on the member's account that no note was found for. Who paid and what they wrote is kept here and nowhere else.
CREATE TABLE suspense (
    reference    BYTEA NOT NULL PRIMARY KEY,
    booked_on    TEXT COLLATE "C" NOT NULL,
    amount_minor BIGINT NOT NULL,
    counterparty TEXT COLLATE "C" NOT NULL,
    account      TEXT COLLATE "C" NOT NULL,
    words        TEXT COLLATE "C" NOT NULL,
    state        TEXT COLLATE "C" NOT NULL CHECK (state IN ('open', 'assigned', 'aside'))
);

CREATE INDEX suspense_state ON suspense (state, booked_on);
