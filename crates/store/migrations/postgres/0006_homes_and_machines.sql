-- Adoption: videos whose home is gone, and spaces that found a new one here.
-- Videos that a home had placed when it was found to be gone, with the keys of their core. manifest: the one that is placed;
-- trouble: why it is not here yet, of a space that is adopted here.
CREATE TABLE gone_video (
    home     BYTEA NOT NULL,
    video    BYTEA NOT NULL,
    manifest BYTEA NOT NULL,
    space    BYTEA NOT NULL,
    recovery BYTEA NOT NULL,
    trouble  TEXT COLLATE "C",
    PRIMARY KEY (home, video)
);
CREATE INDEX gone_video_recovery ON gone_video (recovery, home, video);
CREATE INDEX gone_video_video ON gone_video (video);

-- Spaces of gone homes that people brought here, each for an account. signed: what the recovery key signed, for the log.
CREATE TABLE adopted_space (
    home     BYTEA NOT NULL,
    space    BYTEA NOT NULL,
    recovery BYTEA NOT NULL,
    account  BYTEA NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    signed   BYTEA NOT NULL,
    since    BIGINT NOT NULL,
    PRIMARY KEY (home, space, recovery)
);
CREATE INDEX adopted_space_account ON adopted_space (account);

-- Own machines of spaces: no members, and nobody's bill. address null: it only holds. finding: of the last check, null
-- before the first. delivered_*: what players reported on that UTC day, by its start.
CREATE TABLE own_machine (
    id              BYTEA NOT NULL PRIMARY KEY,
    account         BYTEA NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name            TEXT COLLATE "C" NOT NULL,
    token_hash      BYTEA NOT NULL UNIQUE,
    created_at      BIGINT NOT NULL,
    address         TEXT COLLATE "C",
    seen_at         BIGINT,
    bytes           BIGINT NOT NULL,
    left_out        BIGINT NOT NULL,
    checked_at      BIGINT,
    finding         TEXT COLLATE "C",
    delivered_day   BIGINT NOT NULL,
    delivered_bytes BIGINT NOT NULL
);
CREATE INDEX own_machine_account ON own_machine (account, created_at);

-- What a machine says that it holds.
CREATE TABLE own_machine_video (
    machine  BYTEA NOT NULL REFERENCES own_machine (id) ON DELETE CASCADE,
    video    BYTEA NOT NULL,
    manifest BYTEA NOT NULL,
    PRIMARY KEY (machine, video)
);
CREATE INDEX own_machine_video_video ON own_machine_video (video);
