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
