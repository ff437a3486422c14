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
