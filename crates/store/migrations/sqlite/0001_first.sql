-- Version 1. The same tables stand in migrations/postgres, in that engine's types.
-- Times are milliseconds since 1970 (UTC), sizes are bytes; hours and days by their start.

CREATE TABLE account (
    id              BLOB NOT NULL PRIMARY KEY,
    name            TEXT NOT NULL,
    name_folded     TEXT NOT NULL UNIQUE,
    email           TEXT,
    email_folded    TEXT,
    password_hash   TEXT NOT NULL,
    operator        INTEGER NOT NULL,
    treasurer       INTEGER NOT NULL,
    quota_bytes     INTEGER,
    locale          TEXT NOT NULL,
    created_at      INTEGER NOT NULL,
    space_public    BLOB NOT NULL,
    space_secret    BLOB NOT NULL,
    recovery_public BLOB NOT NULL,
    deleting_since  INTEGER
) STRICT;
CREATE INDEX account_email ON account (email_folded);
CREATE INDEX account_deleting ON account (deleting_since);

CREATE TABLE recovery_code (
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    hash    BLOB NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (account, hash)
) STRICT;

CREATE TABLE password_reset (
    hash       BLOB NOT NULL PRIMARY KEY,
    account    BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT;
CREATE INDEX password_reset_account ON password_reset (account);

CREATE TABLE session (
    hash       BLOB NOT NULL PRIMARY KEY,
    account    BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    csrf       BLOB NOT NULL,
    label      TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_account ON session (account, seen_at);
CREATE INDEX session_expiry ON session (expires_at);

CREATE TABLE api_token (
    id           BLOB NOT NULL PRIMARY KEY,
    hash         BLOB NOT NULL UNIQUE,
    account      BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    scopes       TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER,
    last_used_at INTEGER
) STRICT;
CREATE INDEX api_token_account ON api_token (account, created_at);

CREATE TABLE invitation (
    serial     INTEGER PRIMARY KEY AUTOINCREMENT,
    id         BLOB NOT NULL UNIQUE,
    hash       BLOB NOT NULL UNIQUE,
    created_by BLOB REFERENCES account (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT;

-- account null: it makes an operator's account; else it signs this account in.
CREATE TABLE operator_link (
    hash       BLOB NOT NULL PRIMARY KEY,
    account    BLOB REFERENCES account (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT;

CREATE TABLE setting (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- video null: open; else the bytes belong to that video.
CREATE TABLE upload (
    id             BLOB NOT NULL PRIMARY KEY,
    account        BLOB NOT NULL REFERENCES account (id),
    file_name      TEXT NOT NULL,
    media_type     TEXT NOT NULL,
    title          TEXT NOT NULL,
    visibility     TEXT NOT NULL,
    keep_original  INTEGER NOT NULL,
    declared_bytes INTEGER NOT NULL,
    offset_bytes   INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL,
    video          BLOB UNIQUE,
    CHECK (0 <= offset_bytes AND offset_bytes <= declared_bytes)
) STRICT;
CREATE INDEX upload_account ON upload (account, created_at);
CREATE INDEX upload_expiry ON upload (expires_at);

-- published_*: what the last manifest was made of, not_after: until when it holds; the others: what the author wants
-- now.
CREATE TABLE video (
    serial               INTEGER PRIMARY KEY AUTOINCREMENT,
    id                   BLOB NOT NULL UNIQUE,
    account              BLOB NOT NULL REFERENCES account (id),
    core                 BLOB NOT NULL,
    title                TEXT NOT NULL,
    description          TEXT NOT NULL,
    language             TEXT,
    visibility           TEXT NOT NULL,
    wrap_salt            BLOB,
    wrap_iterations      INTEGER,
    wrap_nonce           BLOB,
    wrap_key             BLOB,
    video_key            BLOB NOT NULL,
    revision             INTEGER NOT NULL,
    state                TEXT NOT NULL,
    keep_original        INTEGER NOT NULL,
    source_upload        BLOB UNIQUE,
    source_name          TEXT,
    source_bytes         INTEGER,
    duration_ms          INTEGER,
    width                INTEGER,
    height               INTEGER,
    created_at           INTEGER NOT NULL,
    published_at         INTEGER,
    published_visibility TEXT,
    published_key        BLOB,
    published_revision   INTEGER,
    not_after            INTEGER,
    sequence             INTEGER NOT NULL,
    failure_code         TEXT
) STRICT;
CREATE INDEX video_account ON video (account, created_at, serial);
CREATE INDEX video_not_after ON video (not_after) WHERE state = 'published';
CREATE INDEX video_published ON video (published_at, serial) WHERE state = 'published';

-- Who may watch a private video beside its author.
CREATE TABLE video_viewer (
    video   BLOB NOT NULL REFERENCES video (id) ON DELETE CASCADE,
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    PRIMARY KEY (video, account)
) STRICT;
CREATE INDEX video_viewer_account ON video_viewer (account);

-- Renditions whose file still grows, and their segments so far.
CREATE TABLE growing_rendition (
    video             BLOB NOT NULL REFERENCES video (id) ON DELETE CASCADE,
    attempt           INTEGER NOT NULL,
    name              TEXT NOT NULL,
    ordinal           INTEGER NOT NULL,
    width             INTEGER,
    height            INTEGER,
    rate_numerator    INTEGER,
    rate_denominator  INTEGER,
    channels          INTEGER,
    sample_rate       INTEGER,
    codecs            TEXT NOT NULL,
    bandwidth         INTEGER NOT NULL,
    average_bandwidth INTEGER NOT NULL,
    file              TEXT NOT NULL,
    init_start        INTEGER NOT NULL,
    init_len          INTEGER NOT NULL,
    init_sha256       BLOB NOT NULL,
    target_duration_s INTEGER NOT NULL,
    complete          INTEGER NOT NULL,
    PRIMARY KEY (video, attempt, name)
) STRICT;

CREATE TABLE growing_segment (
    video       BLOB NOT NULL,
    attempt     INTEGER NOT NULL,
    name        TEXT NOT NULL,
    ordinal     INTEGER NOT NULL,
    start       INTEGER NOT NULL,
    len         INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    sha256      BLOB NOT NULL,
    PRIMARY KEY (video, attempt, name, ordinal),
    FOREIGN KEY (video, attempt, name) REFERENCES growing_rendition (video, attempt, name) ON DELETE CASCADE
) STRICT;

-- Everything that the member signed about videos, in order and without a gap; never removed. bytes null: the video has
-- a newer one, and what this one said is forgotten.
CREATE TABLE manifest (
    place     INTEGER NOT NULL PRIMARY KEY,
    video     BLOB NOT NULL,
    sequence  INTEGER NOT NULL,
    hash      BLOB NOT NULL UNIQUE,
    bytes     BLOB,
    signature BLOB NOT NULL,
    key_place INTEGER NOT NULL,
    tombstone INTEGER NOT NULL,
    UNIQUE (video, sequence)
) STRICT;

CREATE TABLE signing_key (
    first_place INTEGER NOT NULL PRIMARY KEY,
    public      BLOB NOT NULL,
    secret      BLOB NOT NULL
) STRICT;

CREATE TABLE object (
    hash               BLOB NOT NULL PRIMARY KEY,
    bytes              INTEGER NOT NULL,
    media_type         TEXT NOT NULL,
    committed_at       INTEGER NOT NULL,
    unreferenced_since INTEGER,
    leaving_since      INTEGER
) STRICT;
CREATE INDEX object_unreferenced ON object (unreferenced_since) WHERE unreferenced_since IS NOT NULL;

-- Objects removed in hours whose stored bytes are not counted yet.
CREATE TABLE object_gone (
    hash         BLOB NOT NULL,
    bytes        INTEGER NOT NULL,
    committed_at INTEGER NOT NULL,
    gone_at      INTEGER NOT NULL,
    PRIMARY KEY (hash, gone_at)
) STRICT;

CREATE TABLE object_ref (
    video  BLOB NOT NULL REFERENCES video (id),
    role   TEXT NOT NULL,
    name   TEXT NOT NULL,
    object BLOB NOT NULL REFERENCES object (hash),
    PRIMARY KEY (video, role, name)
) STRICT;
CREATE INDEX object_ref_object ON object_ref (object);

-- Every object that is or was a video's, so that the cost of an earlier manifest stays with it.
CREATE TABLE video_object (
    video  BLOB NOT NULL REFERENCES video (id) ON DELETE CASCADE,
    object BLOB NOT NULL,
    PRIMARY KEY (video, object)
) STRICT;

-- due_at: when a waiting job may be leased, or a running one taken over. attempts: how often it was leased; failures:
-- how many of those attempts failed or fell silent since it was last queued.
CREATE TABLE job (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    kind              TEXT NOT NULL,
    video             BLOB,
    unique_key        TEXT NOT NULL,
    payload           BLOB NOT NULL,
    state             TEXT NOT NULL,
    attempts          INTEGER NOT NULL,
    failures          INTEGER NOT NULL,
    due_at            INTEGER NOT NULL,
    lease_holder      BLOB,
    lease_until       INTEGER,
    heartbeat_at      INTEGER,
    progress_permille INTEGER NOT NULL,
    failure_code      TEXT,
    failure_detail    TEXT,
    created_at        INTEGER NOT NULL,
    ended_at          INTEGER
) STRICT;
CREATE UNIQUE INDEX job_unique ON job (unique_key) WHERE state IN ('waiting', 'running');
CREATE INDEX job_due ON job (due_at, id) WHERE state IN ('waiting', 'running');
CREATE INDEX job_video ON job (video);
CREATE INDEX job_ended ON job (ended_at);

CREATE TABLE usage (
    hour     INTEGER NOT NULL,
    object   BLOB NOT NULL,
    home     BLOB NOT NULL,
    carrier  BLOB NOT NULL,
    service  TEXT NOT NULL,
    unit     TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    merged   INTEGER NOT NULL,
    PRIMARY KEY (hour, object, home, carrier, service, unit)
) STRICT;
CREATE INDEX usage_object ON usage (object, hour);

-- Batches that were added already.
CREATE TABLE usage_batch (
    id       BLOB NOT NULL PRIMARY KEY,
    added_at INTEGER NOT NULL
) STRICT;

-- How far hourly work has come: the last hour that is done.
CREATE TABLE hour_mark (
    work TEXT NOT NULL PRIMARY KEY,
    hour INTEGER NOT NULL
) STRICT;

-- entry_key: of the form that it was sent with, so that a second click enters nothing.
CREATE TABLE expense (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    pool         TEXT NOT NULL,
    label        TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    common_minor INTEGER NOT NULL,
    starts_at    INTEGER NOT NULL,
    ends_at      INTEGER NOT NULL,
    entered_at   INTEGER NOT NULL,
    entered_by   BLOB REFERENCES account (id) ON DELETE SET NULL,
    entry_key    BLOB UNIQUE,
    reverses     INTEGER UNIQUE REFERENCES expense (id)
) STRICT;

CREATE TABLE capacity (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    expense   INTEGER NOT NULL REFERENCES expense (id),
    unit      TEXT NOT NULL,
    quantity  INTEGER NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX capacity_expense ON capacity (expense);

-- Words of public titles, descriptions and authors, folded by the program; rowid = video.serial.
CREATE VIRTUAL TABLE video_search USING fts5(title, rest, tokenize = 'ascii');
