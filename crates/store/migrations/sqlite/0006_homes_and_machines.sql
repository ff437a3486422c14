-- Adoption: videos whose home is gone, and spaces that found a new one here.
-- Videos that a home had placed when it was found to be gone, with the keys of their core. manifest: the one that is placed;
-- trouble: why it is not here yet, of a space that is adopted here.
CREATE TABLE gone_video (
    home     BLOB NOT NULL,
    video    BLOB NOT NULL,
    manifest BLOB NOT NULL,
    space    BLOB NOT NULL,
    recovery BLOB NOT NULL,
    trouble  TEXT,
    PRIMARY KEY (home, video)
) STRICT;
CREATE INDEX gone_video_recovery ON gone_video (recovery, home, video);
CREATE INDEX gone_video_video ON gone_video (video);

-- Spaces of gone homes that people brought here, each for an account. signed: what the recovery key signed, for the log.
CREATE TABLE adopted_space (
    home     BLOB NOT NULL,
    space    BLOB NOT NULL,
    recovery BLOB NOT NULL,
    account  BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    signed   BLOB NOT NULL,
    since    INTEGER NOT NULL,
    PRIMARY KEY (home, space, recovery)
) STRICT;
CREATE INDEX adopted_space_account ON adopted_space (account);

-- Own machines of spaces: no members, and nobody's bill. address null: it only holds. finding: of the last check, null
-- before the first. delivered_*: what players reported on that UTC day, by its start.
CREATE TABLE own_machine (
    id              BLOB NOT NULL PRIMARY KEY,
    account         BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name            TEXT NOT NULL,
    token_hash      BLOB NOT NULL UNIQUE,
    created_at      INTEGER NOT NULL,
    address         TEXT,
    seen_at         INTEGER,
    bytes           INTEGER NOT NULL,
    left_out        INTEGER NOT NULL,
    checked_at      INTEGER,
    finding         TEXT,
    delivered_day   INTEGER NOT NULL,
    delivered_bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX own_machine_account ON own_machine (account, created_at);

-- What a machine says that it holds.
CREATE TABLE own_machine_video (
    machine  BLOB NOT NULL REFERENCES own_machine (id) ON DELETE CASCADE,
    video    BLOB NOT NULL,
    manifest BLOB NOT NULL,
    PRIMARY KEY (machine, video)
) STRICT;
CREATE INDEX own_machine_video_video ON own_machine_video (video);
