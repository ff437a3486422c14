-- The role that votes for the member in its federation.
ALTER TABLE account ADD COLUMN delegate INTEGER NOT NULL DEFAULT FALSE CHECK (delegate IN (FALSE, TRUE));

-- What an auditor comes by, to read what the federation decided and spent: as often as wanted until it ends.
CREATE TABLE audit_link (
    hash       BLOB NOT NULL PRIMARY KEY,
    created_by BLOB REFERENCES account (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    -- What its auditor is called, as typed by who gave it; when it was taken back.
    name         TEXT NOT NULL,
    withdrawn_at INTEGER
) STRICT;

-- Links by which other members are invited into the federation. used_for: the request that came by it.
CREATE TABLE member_invitation (
    code       BLOB NOT NULL PRIMARY KEY,
    invitation BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_for   BLOB
) STRICT;

-- Money on the member's account that no note was found for. Who paid and what they wrote is kept here and nowhere else.
CREATE TABLE suspense (
    reference    BLOB NOT NULL PRIMARY KEY,
    booked_on    TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    counterparty TEXT NOT NULL,
    account      TEXT NOT NULL,
    words        TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('open', 'assigned', 'aside'))
) STRICT;

CREATE INDEX suspense_state ON suspense (state, booked_on);
