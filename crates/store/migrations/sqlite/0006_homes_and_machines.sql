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
