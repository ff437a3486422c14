-- Videos of other homes that are stored here whole. manifest: the signed manifest's hash; signed: its bytes with the
-- signature; bytes: of all its objects, each once.
CREATE TABLE carried (
    home     BLOB NOT NULL,
    video    BLOB NOT NULL,
    manifest BLOB NOT NULL,
    signed   BLOB NOT NULL,
    bytes    INTEGER NOT NULL,
    since    INTEGER NOT NULL,
    PRIMARY KEY (home, video)
) STRICT;
CREATE INDEX carried_video ON carried (video);
CREATE INDEX carried_manifest ON carried (manifest);

-- Their references to objects, beside those of the videos that are at home here.
CREATE TABLE carried_object (
    home   BLOB NOT NULL,
    video  BLOB NOT NULL,
    object BLOB NOT NULL REFERENCES object (hash),
    PRIMARY KEY (home, video, object),
    FOREIGN KEY (home, video) REFERENCES carried (home, video) ON DELETE CASCADE
) STRICT;
CREATE INDEX carried_object_object ON carried_object (object);
