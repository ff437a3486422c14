-- What people decide about carrying.
-- Who may carry the videos of a space, where its person said so: allowed is any, none, or only; members: of only, their
-- ids, one after the other.
CREATE TABLE space_carriers (
    account BLOB NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    allowed TEXT NOT NULL,
    members BLOB NOT NULL
) STRICT;

-- The same of one video: it goes before what its space says.
CREATE TABLE video_carriers (
    video   BLOB NOT NULL PRIMARY KEY REFERENCES video (id) ON DELETE CASCADE,
    allowed TEXT NOT NULL,
    members BLOB NOT NULL
) STRICT;

-- Videos of this member that nobody is to serve, by its operators, and since when.
CREATE TABLE video_hold (
    video BLOB NOT NULL PRIMARY KEY REFERENCES video (id) ON DELETE CASCADE,
    since INTEGER NOT NULL
) STRICT;

-- Sealed backups of other homes that are kept here whole. list: the hash of the list of its pieces; bytes: of all pieces
-- and the list, each once.
CREATE TABLE kept_backup (
    home   BLOB NOT NULL,
    number INTEGER NOT NULL,
    list   BLOB NOT NULL,
    bytes  INTEGER NOT NULL,
    since  INTEGER NOT NULL,
    PRIMARY KEY (home, number)
) STRICT;

-- Their references to objects: the pieces, and the list itself.
CREATE TABLE kept_piece (
    home   BLOB NOT NULL,
    number INTEGER NOT NULL,
    object BLOB NOT NULL REFERENCES object (hash),
    PRIMARY KEY (home, number, object),
    FOREIGN KEY (home, number) REFERENCES kept_backup (home, number) ON DELETE CASCADE
) STRICT;
CREATE INDEX kept_piece_object ON kept_piece (object);

-- Evidence. What carriers answered when this member, their home, asked them unannounced for parts of its videos. cause: drawn
-- by an audit, or reported by a player; verdict: as carry::audit has it; status: of HTTP, if it sent no such bytes; found:
-- SHA-256 of what came.
CREATE TABLE carrier_answer (
    asked_at INTEGER NOT NULL,
    carrier  BLOB NOT NULL,
    video    BLOB NOT NULL,
    object   BLOB NOT NULL,
    start    INTEGER NOT NULL,
    len      INTEGER NOT NULL,
    expected BLOB NOT NULL,
    cause    TEXT NOT NULL,
    verdict  TEXT NOT NULL,
    status   INTEGER,
    found    BLOB,
    after_ms INTEGER,
    PRIMARY KEY (asked_at, carrier, object, start)
) STRICT;
CREATE INDEX carrier_answer_video ON carrier_answer (video, carrier, asked_at);

-- What this member received as a canary: day is the first millisecond of the UTC day; reported: of which the home took the report.
CREATE TABLE canary (
    day      INTEGER NOT NULL,
    home     BLOB NOT NULL,
    carrier  BLOB NOT NULL,
    received INTEGER NOT NULL,
    reported INTEGER NOT NULL,
    PRIMARY KEY (day, home, carrier)
) STRICT;

-- Parts of which players say that a carrier altered them. tried_at: when this member fetched it from there itself.
CREATE TABLE reported_part (
    carrier  BLOB NOT NULL,
    object   BLOB NOT NULL,
    start    INTEGER NOT NULL,
    len      INTEGER NOT NULL,
    video    BLOB NOT NULL,
    expected BLOB NOT NULL,
    found    BLOB NOT NULL,
    reports  INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at  INTEGER NOT NULL,
    tried_at INTEGER,
    PRIMARY KEY (carrier, object, start)
) STRICT;
