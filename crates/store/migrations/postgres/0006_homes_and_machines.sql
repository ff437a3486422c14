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
