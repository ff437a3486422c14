-- What people decide about carrying.
-- Who may carry the videos of a space, where its person said so: allowed is any, none, or only; members: of only, their
-- ids, one after the other.
CREATE TABLE space_carriers (
    account BYTEA NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    allowed TEXT COLLATE "C" NOT NULL,
    members BYTEA NOT NULL
);

-- The same of one video: it goes before what its space says.
CREATE TABLE video_carriers (
    video   BYTEA NOT NULL PRIMARY KEY REFERENCES video (id) ON DELETE CASCADE,
    allowed TEXT COLLATE "C" NOT NULL,
    members BYTEA NOT NULL
);

-- Videos of this member that nobody is to serve, by its operators, and since when.
CREATE TABLE video_hold (
    video BYTEA NOT NULL PRIMARY KEY REFERENCES video (id) ON DELETE CASCADE,
    since BIGINT NOT NULL
);

-- Sealed backups of other homes that are kept here whole. list: the hash of the list of its pieces; bytes: of all pieces
-- and the list, each once.
CREATE TABLE kept_backup (
    home   BYTEA NOT NULL,
    number BIGINT NOT NULL,
    list   BYTEA NOT NULL,
    bytes  BIGINT NOT NULL,
    since  BIGINT NOT NULL,
    PRIMARY KEY (home, number)
);

-- Their references to objects: the pieces, and the list itself.
CREATE TABLE kept_piece (
    home   BYTEA NOT NULL,
    number BIGINT NOT NULL,
    object BYTEA NOT NULL REFERENCES object (hash),
    PRIMARY KEY (home, number, object),
    FOREIGN KEY (home, number) REFERENCES kept_backup (home, number) ON DELETE CASCADE
);
CREATE INDEX kept_piece_object ON kept_piece (object);

-- Evidence. What carriers answered when this member, their home, asked them unannounced for parts of its videos. cause: drawn
-- by an audit, or reported by a player; verdict: as carry::audit has it; status: of HTTP, if it sent no such bytes; found:
-- SHA-256 of what came.
CREATE TABLE carrier_answer (
    asked_at BIGINT NOT NULL,
    carrier  BYTEA NOT NULL,
    video    BYTEA NOT NULL,
    object   BYTEA NOT NULL,
    start    BIGINT NOT NULL,
    len      BIGINT NOT NULL,
    expected BYTEA NOT NULL,
    cause    TEXT COLLATE "C" NOT NULL,
    verdict  TEXT COLLATE "C" NOT NULL,
    status   BIGINT,
    found    BYTEA,
    after_ms BIGINT,
    PRIMARY KEY (asked_at, carrier, object, start)
);
CREATE INDEX carrier_answer_video ON carrier_answer (video, carrier, asked_at);

-- What this member received as a canary: day is the first millisecond of the UTC day; reported: of which the home took the report.
CREATE TABLE canary (
    day      BIGINT NOT NULL,
    home     BYTEA NOT NULL,
    carrier  BYTEA NOT NULL,
    received BIGINT NOT NULL,
    reported BIGINT NOT NULL,
    PRIMARY KEY (day, home, carrier)
);

-- Parts of which players say that a carrier altered them. tried_at: when this member fetched it from there itself.
CREATE TABLE reported_part (
    carrier  BYTEA NOT NULL,
    object   BYTEA NOT NULL,
    start    BIGINT NOT NULL,
    len      BIGINT NOT NULL,
    video    BYTEA NOT NULL,
    expected BYTEA NOT NULL,
    found    BYTEA NOT NULL,
    reports  BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at  BIGINT NOT NULL,
    tried_at BIGINT,
    PRIMARY KEY (carrier, object, start)
);
