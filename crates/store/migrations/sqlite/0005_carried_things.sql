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
