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
