CREATE TABLE _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
);
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
, delegate INTEGER NOT NULL DEFAULT FALSE CHECK (delegate IN (FALSE, TRUE))) STRICT;
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
CREATE TABLE video_viewer (
    video   BLOB NOT NULL REFERENCES video (id) ON DELETE CASCADE,
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    PRIMARY KEY (video, account)
) STRICT;
CREATE INDEX video_viewer_account ON video_viewer (account);
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
CREATE TABLE video_object (
    video  BLOB NOT NULL REFERENCES video (id) ON DELETE CASCADE,
    object BLOB NOT NULL,
    PRIMARY KEY (video, object)
) STRICT;
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
CREATE TABLE usage_batch (
    id       BLOB NOT NULL PRIMARY KEY,
    added_at INTEGER NOT NULL
) STRICT;
CREATE TABLE hour_mark (
    work TEXT NOT NULL PRIMARY KEY,
    hour INTEGER NOT NULL
) STRICT;
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
CREATE VIRTUAL TABLE video_search USING fts5(title, rest, tokenize = 'ascii');
CREATE TABLE federation (
    hash     BLOB NOT NULL PRIMARY KEY,
    founding BLOB NOT NULL,
    log      INTEGER NOT NULL
) STRICT;
CREATE TABLE log_leaf (
    member BLOB NOT NULL,
    log    INTEGER NOT NULL,
    place  INTEGER NOT NULL,
    leaf   BLOB NOT NULL,
    PRIMARY KEY (member, log, place)
) STRICT;
CREATE TABLE log_note (
    member BLOB NOT NULL,
    log    INTEGER NOT NULL,
    size   INTEGER NOT NULL,
    note   BLOB NOT NULL,
    PRIMARY KEY (member, log, size)
) STRICT;
CREATE TABLE log_proof (
    member BLOB NOT NULL,
    log    INTEGER NOT NULL,
    proof  BLOB NOT NULL,
    PRIMARY KEY (member, log)
) STRICT;
CREATE TABLE document (
    hash       BLOB NOT NULL PRIMARY KEY,
    kind       TEXT NOT NULL,
    salt       BLOB,
    bytes      BLOB,
    name       TEXT,
    media_type TEXT,
    kept_at    INTEGER NOT NULL
) STRICT;
CREATE TABLE report (
    proposal    BLOB NOT NULL PRIMARY KEY,
    year        INTEGER NOT NULL,
    month       INTEGER NOT NULL,
    months      INTEGER NOT NULL,
    round       INTEGER NOT NULL,
    hash        BLOB NOT NULL,
    bytes       BLOB NOT NULL,
    computed_at INTEGER NOT NULL,
    approved_at INTEGER
) STRICT;
CREATE INDEX report_hash ON report (hash);
CREATE TABLE audit_link (
    hash       BLOB NOT NULL PRIMARY KEY,
    created_by BLOB REFERENCES account (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    -- What its auditor is called, as typed by who gave it; when it was taken back.
    name         TEXT NOT NULL,
    withdrawn_at INTEGER
) STRICT;
CREATE TABLE member_invitation (
    code       BLOB NOT NULL PRIMARY KEY,
    invitation BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_for   BLOB
) STRICT;
CREATE TABLE suspense (
    reference    BLOB NOT NULL PRIMARY KEY,
    booked_on    TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    counterparty TEXT NOT NULL,
    account      TEXT NOT NULL,
    words        TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('open', 'assigned', 'aside'))
) STRICT;
CREATE INDEX suspense_state ON suspense (state, booked_on);
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
CREATE TABLE carried_object (
    home   BLOB NOT NULL,
    video  BLOB NOT NULL,
    object BLOB NOT NULL REFERENCES object (hash),
    PRIMARY KEY (home, video, object),
    FOREIGN KEY (home, video) REFERENCES carried (home, video) ON DELETE CASCADE
) STRICT;
CREATE INDEX carried_object_object ON carried_object (object);
CREATE TABLE space_carriers (
    account BLOB NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    allowed TEXT NOT NULL,
    members BLOB NOT NULL
) STRICT;
CREATE TABLE video_carriers (
    video   BLOB NOT NULL PRIMARY KEY REFERENCES video (id) ON DELETE CASCADE,
    allowed TEXT NOT NULL,
    members BLOB NOT NULL
) STRICT;
CREATE TABLE video_hold (
    video BLOB NOT NULL PRIMARY KEY REFERENCES video (id) ON DELETE CASCADE,
    since INTEGER NOT NULL
) STRICT;
CREATE TABLE kept_backup (
    home   BLOB NOT NULL,
    number INTEGER NOT NULL,
    list   BLOB NOT NULL,
    bytes  INTEGER NOT NULL,
    since  INTEGER NOT NULL,
    PRIMARY KEY (home, number)
) STRICT;
CREATE TABLE kept_piece (
    home   BLOB NOT NULL,
    number INTEGER NOT NULL,
    object BLOB NOT NULL REFERENCES object (hash),
    PRIMARY KEY (home, number, object),
    FOREIGN KEY (home, number) REFERENCES kept_backup (home, number) ON DELETE CASCADE
) STRICT;
CREATE INDEX kept_piece_object ON kept_piece (object);
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
CREATE TABLE canary (
    day      INTEGER NOT NULL,
    home     BLOB NOT NULL,
    carrier  BLOB NOT NULL,
    received INTEGER NOT NULL,
    reported INTEGER NOT NULL,
    PRIMARY KEY (day, home, carrier)
) STRICT;
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
CREATE TABLE own_machine (
    id              BLOB NOT NULL PRIMARY KEY,
    account         BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name            TEXT NOT NULL,
    token_hash      BLOB NOT NULL UNIQUE,
    created_at      INTEGER NOT NULL,
    address         TEXT,
    seen_at         INTEGER,
    bytes           INTEGER NOT NULL,
    left_out        INTEGER NOT NULL,
    checked_at      INTEGER,
    finding         TEXT,
    delivered_day   INTEGER NOT NULL,
    delivered_bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX own_machine_account ON own_machine (account, created_at);
CREATE TABLE own_machine_video (
    machine  BLOB NOT NULL REFERENCES own_machine (id) ON DELETE CASCADE,
    video    BLOB NOT NULL,
    manifest BLOB NOT NULL,
    PRIMARY KEY (machine, video)
) STRICT;
CREATE INDEX own_machine_video_video ON own_machine_video (video);
INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) VALUES (1, 'first', '2026-12-01 00:00:00', 1, X'30B184E8319FEBFF9F872E45EDDE1DB3B9192D49C1FD710E60D697B0426A23FCC24205F21EA7C70195EA0CF28C175969', 0);
INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) VALUES (2, 'logs', '2026-12-01 00:00:00', 1, X'43ADF4B7079911C4FAFE1BE97D689D77DA8D64B1EEC91089A1678BF7DAC98ADEED0496A762D99803DCFC0C88AAA7768F', 0);
INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) VALUES (3, 'purse', '2026-12-01 00:00:00', 1, X'3D13E9D16CA0F1FDF8B07B05E076C23CBC36F3235233366191ACE24935D39410C8A581D04A8D5A5CDE789AD15F5C8C2D', 0);
INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) VALUES (4, 'carrying', '2026-12-01 00:00:00', 1, X'D50471D3A36E6E39C05530C39E3CD88C5F2F8FE16450090566B6C8453CA18066AC47A68356C9E4046A158CF96D1FE39A', 0);
INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) VALUES (5, 'carried things', '2026-12-01 00:00:00', 1, X'EA4D94DC2BAABFAEC5D3021B2EDC6CF8A3D2C6AF4C4E2F4634EB0F5351502BE487DA5692EECA16233CD927C23FF17381', 0);
INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) VALUES (6, 'homes and machines', '2026-12-01 00:00:00', 1, X'AF687CEE9F4318FD4109EBF046DC201880F31362DF13BDDEC73F460776A40EEB413F180A2E48C14BA77C00E71313F301', 0);
INSERT INTO account (id, name, name_folded, email, email_folded, password_hash, operator, treasurer, quota_bytes, locale, created_at, space_public, space_secret, recovery_public, deleting_since, delegate) VALUES (X'01010101010101010101010101010101', 'Zoé', 'zoe', 'Zoé@Example.org', 'zoé@example.org', '$argon2id$new', 1, 1, NULL, 'fr', 1795514400000, X'0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B01', X'0C01', X'0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D01', NULL, 0);
INSERT INTO account (id, name, name_folded, email, email_folded, password_hash, operator, treasurer, quota_bytes, locale, created_at, space_public, space_secret, recovery_public, deleting_since, delegate) VALUES (X'01010101010101010101010101010102', 'Amira', 'amira', NULL, NULL, '$argon2id$2', 0, 0, 5000000, 'fr', 1795514401000, X'0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B02', X'0C02', X'0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D02', NULL, 1);
INSERT INTO recovery_code (account, hash, used_at) VALUES (X'01010101010101010101010101010101', X'0202020202020202020202020202020202020202020202020202020202020265', 1795514402000);
INSERT INTO recovery_code (account, hash, used_at) VALUES (X'01010101010101010101010101010101', X'0202020202020202020202020202020202020202020202020202020202020266', NULL);
INSERT INTO password_reset (hash, account, created_at, expires_at, used_at) VALUES (X'0202020202020202020202020202020202020202020202020202020202020267', X'01010101010101010101010101010102', 1795514403000, 1795518000000, NULL);
INSERT INTO session (hash, account, csrf, label, created_at, seen_at, expires_at) VALUES (X'0202020202020202020202020202020202020202020202020202020202020268', X'01010101010101010101010101010101', X'0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E68', 'Firefox 104', 1795514404000, 1795514404000, 1795600800000);
INSERT INTO api_token (id, hash, account, name, scopes, created_at, expires_at, last_used_at) VALUES (X'09090909090909090909090909090969', X'0202020202020202020202020202020202020202020202020202020202020269', X'01010101010101010101010101010101', 'script 105', 'read upload', 1795514405000, NULL, NULL);
INSERT INTO invitation (serial, id, hash, created_by, created_at, expires_at, used_at) VALUES (1, X'0A0A0A0A0A0A0A0A0A0A0A0A0A0A0A6A', X'020202020202020202020202020202020202020202020202020202020202026A', X'01010101010101010101010101010101', 1795514406000, 1795600800000, NULL);
INSERT INTO invitation (serial, id, hash, created_by, created_at, expires_at, used_at) VALUES (2, X'0A0A0A0A0A0A0A0A0A0A0A0A0A0A0A6B', X'020202020202020202020202020202020202020202020202020202020202026B', X'01010101010101010101010101010101', 1795514406000, 1795600800000, NULL);
INSERT INTO operator_link (hash, account, created_at, expires_at, used_at) VALUES (X'020202020202020202020202020202020202020202020202020202020202026D', NULL, 1795514407000, 1795600800000, NULL);
INSERT INTO setting (key, value) VALUES ('sign_up', 'open');
INSERT INTO setting (key, value) VALUES ('default_quota_bytes', '10000000000');
INSERT INTO setting (key, value) VALUES ('member_name', 'L''Écot');
INSERT INTO setting (key, value) VALUES ('member_description', 'Une fédération
d''associations');
INSERT INTO upload (id, account, file_name, media_type, title, visibility, keep_original, declared_bytes, offset_bytes, created_at, expires_at, video) VALUES (X'03030303030303030303030303030301', X'01010101010101010101010101010101', 'clip 1.mp4', 'video/mp4', 'Clip 1', 'public', 0, 1000, 1000, 1795514400000, 1795600800000, X'0404040404040404040404040404040404040404040404040404040404040401');
INSERT INTO upload (id, account, file_name, media_type, title, visibility, keep_original, declared_bytes, offset_bytes, created_at, expires_at, video) VALUES (X'03030303030303030303030303030302', X'01010101010101010101010101010101', 'clip 2.mp4', 'video/mp4', 'Clip 2', 'public', 0, 1000, 1000, 1795514400000, 1795600800000, X'0404040404040404040404040404040404040404040404040404040404040402');
INSERT INTO upload (id, account, file_name, media_type, title, visibility, keep_original, declared_bytes, offset_bytes, created_at, expires_at, video) VALUES (X'03030303030303030303030303030303', X'01010101010101010101010101010101', 'clip 3.mp4', 'video/mp4', 'Clip 3', 'public', 0, 1000, 1000, 1795514400000, 1795600800000, X'0404040404040404040404040404040404040404040404040404040404040403');
INSERT INTO upload (id, account, file_name, media_type, title, visibility, keep_original, declared_bytes, offset_bytes, created_at, expires_at, video) VALUES (X'03030303030303030303030303030304', X'01010101010101010101010101010101', 'clip 4.mp4', 'video/mp4', 'Clip 4', 'public', 0, 1000, 1000, 1795514400000, 1795600800000, X'0404040404040404040404040404040404040404040404040404040404040404');
INSERT INTO upload (id, account, file_name, media_type, title, visibility, keep_original, declared_bytes, offset_bytes, created_at, expires_at, video) VALUES (X'03030303030303030303030303030305', X'01010101010101010101010101010102', 'clip 5.mp4', 'video/mp4', 'Clip 5', 'public', 0, 1000, 123, 1795514412000, 1795600800000, NULL);
INSERT INTO video (serial, id, account, core, title, description, language, visibility, wrap_salt, wrap_iterations, wrap_nonce, wrap_key, video_key, revision, state, keep_original, source_upload, source_name, source_bytes, duration_ms, width, height, created_at, published_at, published_visibility, published_key, published_revision, not_after, sequence, failure_code) VALUES (1, X'0404040404040404040404040404040404040404040404040404040404040401', X'01010101010101010101010101010101', X'0F01', 'Clip 1', 'Ce qui fut dit', 'fr', 'public', NULL, NULL, NULL, NULL, X'1010101010101010101010101010101010101010101010101010101010101001', 0, 'published', 0, NULL, NULL, NULL, 8000, 640, 360, 1795514400000, 1795514401000, 'public', X'1010101010101010101010101010101010101010101010101010101010101001', 0, 1827050400000, 1, NULL);
INSERT INTO video (serial, id, account, core, title, description, language, visibility, wrap_salt, wrap_iterations, wrap_nonce, wrap_key, video_key, revision, state, keep_original, source_upload, source_name, source_bytes, duration_ms, width, height, created_at, published_at, published_visibility, published_key, published_revision, not_after, sequence, failure_code) VALUES (2, X'0404040404040404040404040404040404040404040404040404040404040402', X'01010101010101010101010101010101', X'0F02', 'Assemblée générale', 'Ce qui fut dit', 'fr', 'password', X'01010101010101010101010101010101', 600000, X'020202020202020202020202', X'030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303', X'1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A', 1, 'published', 1, NULL, NULL, NULL, 8000, 640, 360, 1795514400000, 1795514401000, 'public', X'1010101010101010101010101010101010101010101010101010101010101002', 0, 1827050400000, 1, NULL);
INSERT INTO video (serial, id, account, core, title, description, language, visibility, wrap_salt, wrap_iterations, wrap_nonce, wrap_key, video_key, revision, state, keep_original, source_upload, source_name, source_bytes, duration_ms, width, height, created_at, published_at, published_visibility, published_key, published_revision, not_after, sequence, failure_code) VALUES (3, X'0404040404040404040404040404040404040404040404040404040404040403', X'01010101010101010101010101010101', X'0F03', 'Clip 3', 'Ce qui fut dit', 'fr', 'public', NULL, NULL, NULL, NULL, X'1010101010101010101010101010101010101010101010101010101010101003', 0, 'processing', 0, X'03030303030303030303030303030303', 'clip 3.mp4', 1000, NULL, NULL, NULL, 1795514400000, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO video (serial, id, account, core, title, description, language, visibility, wrap_salt, wrap_iterations, wrap_nonce, wrap_key, video_key, revision, state, keep_original, source_upload, source_name, source_bytes, duration_ms, width, height, created_at, published_at, published_visibility, published_key, published_revision, not_after, sequence, failure_code) VALUES (4, X'0404040404040404040404040404040404040404040404040404040404040404', X'01010101010101010101010101010101', X'0F04', 'Clip 4', 'Ce qui fut dit', 'fr', 'public', NULL, NULL, NULL, NULL, X'1010101010101010101010101010101010101010101010101010101010101004', 0, 'failed', 0, X'03030303030303030303030303030304', 'clip 4.mp4', 1000, NULL, NULL, NULL, 1795514400000, NULL, NULL, NULL, NULL, NULL, 0, 'no_video');
INSERT INTO video_viewer (video, account) VALUES (X'0404040404040404040404040404040404040404040404040404040404040402', X'01010101010101010101010101010102');
INSERT INTO growing_rendition (video, attempt, name, ordinal, width, height, rate_numerator, rate_denominator, channels, sample_rate, codecs, bandwidth, average_bandwidth, file, init_start, init_len, init_sha256, target_duration_s, complete) VALUES (X'0404040404040404040404040404040404040404040404040404040404040403', 1, '360p', 0, 640, 360, 25, 1, NULL, NULL, 'avc1.64001e', 800000, 500000, 'scratch/360p.mp4', 0, 700, X'1515151515151515151515151515151515151515151515151515151515151515', 14, 0);
INSERT INTO growing_segment (video, attempt, name, ordinal, start, len, duration_ms, sha256) VALUES (X'0404040404040404040404040404040404040404040404040404040404040403', 1, '360p', 0, 700, 1000, 4000, X'1616161616161616161616161616161616161616161616161616161616161616');
INSERT INTO manifest (place, video, sequence, hash, bytes, signature, key_place, tombstone) VALUES (0, X'0404040404040404040404040404040404040404040404040404040404040401', 1, X'121212121212121212121212121212121212121212121212121212121212120A', X'130A', X'14141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414', 0, 0);
INSERT INTO manifest (place, video, sequence, hash, bytes, signature, key_place, tombstone) VALUES (1, X'0404040404040404040404040404040404040404040404040404040404040402', 1, X'1212121212121212121212121212121212121212121212121212121212121214', X'1314', X'14141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414', 0, 0);
INSERT INTO manifest (place, video, sequence, hash, bytes, signature, key_place, tombstone) VALUES (2, X'0404040404040404040404040404040404040404040404040404040404040406', 1, X'121212121212121212121212121212121212121212121212121212121212123C', NULL, X'14141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414', 0, 0);
INSERT INTO manifest (place, video, sequence, hash, bytes, signature, key_place, tombstone) VALUES (3, X'0404040404040404040404040404040404040404040404040404040404040406', 2, X'1212121212121212121212121212121212121212121212121212121212121242', X'1342', X'14141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414', 0, 1);
INSERT INTO signing_key (first_place, public, secret) VALUES (0, X'1717171717171717171717171717171717171717171717171717171717171717', X'1819');
INSERT INTO object (hash, bytes, media_type, committed_at, unreferenced_since, leaving_since) VALUES (X'050505050505050505050505050505050505050505050505050505050505050A', 110, 'video/mp4', 1795514401000, NULL, NULL);
INSERT INTO object (hash, bytes, media_type, committed_at, unreferenced_since, leaving_since) VALUES (X'050505050505050505050505050505050505050505050505050505050505050B', 111, 'video/mp4', 1795514401000, NULL, NULL);
INSERT INTO object (hash, bytes, media_type, committed_at, unreferenced_since, leaving_since) VALUES (X'0505050505050505050505050505050505050505050505050505050505050514', 120, 'video/mp4', 1795514401000, NULL, NULL);
INSERT INTO object (hash, bytes, media_type, committed_at, unreferenced_since, leaving_since) VALUES (X'0505050505050505050505050505050505050505050505050505050505050515', 121, 'video/mp4', 1795514401000, NULL, NULL);
INSERT INTO object (hash, bytes, media_type, committed_at, unreferenced_since, leaving_since) VALUES (X'050505050505050505050505050505050505050505050505050505050505053D', 161, 'video/mp4', 1795514401000, 1795514414000, NULL);
INSERT INTO object_gone (hash, bytes, committed_at, gone_at) VALUES (X'050505050505050505050505050505050505050505050505050505050505053C', 160, 1795514401000, 1795600800000);
INSERT INTO object_ref (video, role, name, object) VALUES (X'0404040404040404040404040404040404040404040404040404040404040401', 'rendition', '360p', X'050505050505050505050505050505050505050505050505050505050505050A');
INSERT INTO object_ref (video, role, name, object) VALUES (X'0404040404040404040404040404040404040404040404040404040404040401', 'thumbnail', '', X'050505050505050505050505050505050505050505050505050505050505050B');
INSERT INTO object_ref (video, role, name, object) VALUES (X'0404040404040404040404040404040404040404040404040404040404040402', 'rendition', '360p', X'0505050505050505050505050505050505050505050505050505050505050514');
INSERT INTO object_ref (video, role, name, object) VALUES (X'0404040404040404040404040404040404040404040404040404040404040402', 'thumbnail', '', X'0505050505050505050505050505050505050505050505050505050505050515');
INSERT INTO video_object (video, object) VALUES (X'0404040404040404040404040404040404040404040404040404040404040401', X'050505050505050505050505050505050505050505050505050505050505050A');
INSERT INTO video_object (video, object) VALUES (X'0404040404040404040404040404040404040404040404040404040404040401', X'050505050505050505050505050505050505050505050505050505050505050B');
INSERT INTO video_object (video, object) VALUES (X'0404040404040404040404040404040404040404040404040404040404040402', X'0505050505050505050505050505050505050505050505050505050505050514');
INSERT INTO video_object (video, object) VALUES (X'0404040404040404040404040404040404040404040404040404040404040402', X'0505050505050505050505050505050505050505050505050505050505050515');
INSERT INTO job (id, kind, video, unique_key, payload, state, attempts, failures, due_at, lease_holder, lease_until, heartbeat_at, progress_permille, failure_code, failure_detail, created_at, ended_at) VALUES (1, 'encode', X'0404040404040404040404040404040404040404040404040404040404040401', 'encode:aqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqaq', X'', 'finished', 1, 0, 1795514460000, NULL, NULL, 1795514400000, 1000, NULL, NULL, 1795514400000, 1795514401000);
INSERT INTO job (id, kind, video, unique_key, payload, state, attempts, failures, due_at, lease_holder, lease_until, heartbeat_at, progress_permille, failure_code, failure_detail, created_at, ended_at) VALUES (2, 'encode', X'0404040404040404040404040404040404040404040404040404040404040402', 'encode:aqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqba', X'', 'finished', 1, 0, 1795514460000, NULL, NULL, 1795514400000, 1000, NULL, NULL, 1795514400000, 1795514401000);
INSERT INTO job (id, kind, video, unique_key, payload, state, attempts, failures, due_at, lease_holder, lease_until, heartbeat_at, progress_permille, failure_code, failure_detail, created_at, ended_at) VALUES (3, 'revise', X'0404040404040404040404040404040404040404040404040404040404040402', 'revise:aqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqba:1', X'', 'waiting', 1, 1, 1795518000000, NULL, NULL, 1795514408000, 0, 'busy', 'a moment', 1795514408000, NULL);
INSERT INTO job (id, kind, video, unique_key, payload, state, attempts, failures, due_at, lease_holder, lease_until, heartbeat_at, progress_permille, failure_code, failure_detail, created_at, ended_at) VALUES (4, 'encode', X'0404040404040404040404040404040404040404040404040404040404040403', 'encode:aqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqbq', X'', 'running', 1, 0, 1795514520000, X'07070707070707070707070707070703', 1795514520000, 1795514409000, 250, NULL, NULL, 1795514400000, NULL);
INSERT INTO job (id, kind, video, unique_key, payload, state, attempts, failures, due_at, lease_holder, lease_until, heartbeat_at, progress_permille, failure_code, failure_detail, created_at, ended_at) VALUES (5, 'encode', X'0404040404040404040404040404040404040404040404040404040404040404', 'encode:aqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqca', X'', 'dead', 1, 1, 1795514411000, NULL, NULL, 1795514400000, 0, 'no_video', 'a text file', 1795514400000, 1795514411000);
INSERT INTO job (id, kind, video, unique_key, payload, state, attempts, failures, due_at, lease_holder, lease_until, heartbeat_at, progress_permille, failure_code, failure_detail, created_at, ended_at) VALUES (6, 'encode', X'0404040404040404040404040404040404040404040404040404040404040406', 'encode:aqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqda', X'', 'finished', 1, 0, 1795514460000, NULL, NULL, 1795514400000, 1000, NULL, NULL, 1795514400000, 1795514401000);
INSERT INTO job (id, kind, video, unique_key, payload, state, attempts, failures, due_at, lease_holder, lease_until, heartbeat_at, progress_permille, failure_code, failure_detail, created_at, ended_at) VALUES (7, 'delete', X'0404040404040404040404040404040404040404040404040404040404040406', 'delete:aqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqda', X'', 'finished', 1, 0, 1795514473000, NULL, NULL, 1795514413000, 1000, NULL, NULL, 1795514413000, 1795514414000);
INSERT INTO usage (hour, object, home, carrier, service, unit, quantity, merged) VALUES (1795514400000, X'050505050505050505050505050505050505050505050505050505050505050A', X'0606060606060606060606060606060606060606060606060606060606060601', X'0606060606060606060606060606060606060606060606060606060606060601', 'video', 'byte', 1000, 0);
INSERT INTO usage (hour, object, home, carrier, service, unit, quantity, merged) VALUES (1795518000000, X'050505050505050505050505050505050505050505050505050505050505050A', X'0606060606060606060606060606060606060606060606060606060606060601', X'0606060606060606060606060606060606060606060606060606060606060601', 'video', 'byte', 9, 0);
INSERT INTO usage (hour, object, home, carrier, service, unit, quantity, merged) VALUES (1795518000000, X'050505050505050505050505050505050505050505050505050505050505050B', X'0606060606060606060606060606060606060606060606060606060606060601', X'0606060606060606060606060606060606060606060606060606060606060601', 'video', 'byte', 4294967295, 0);
INSERT INTO usage (hour, object, home, carrier, service, unit, quantity, merged) VALUES (1795514400000, X'050505050505050505050505050505050505050505050505050505050505050A', X'0606060606060606060606060606060606060606060606060606060606060601', X'0606060606060606060606060606060606060606060606060606060606060601', 'video', 'byte_hour', 110, 0);
INSERT INTO usage (hour, object, home, carrier, service, unit, quantity, merged) VALUES (1795514400000, X'050505050505050505050505050505050505050505050505050505050505050B', X'0606060606060606060606060606060606060606060606060606060606060601', X'0606060606060606060606060606060606060606060606060606060606060601', 'video', 'byte_hour', 111, 0);
INSERT INTO usage (hour, object, home, carrier, service, unit, quantity, merged) VALUES (1795514400000, X'0505050505050505050505050505050505050505050505050505050505050514', X'0606060606060606060606060606060606060606060606060606060606060601', X'0606060606060606060606060606060606060606060606060606060606060601', 'video', 'byte_hour', 120, 0);
INSERT INTO usage (hour, object, home, carrier, service, unit, quantity, merged) VALUES (1795514400000, X'0505050505050505050505050505050505050505050505050505050505050515', X'0606060606060606060606060606060606060606060606060606060606060601', X'0606060606060606060606060606060606060606060606060606060606060601', 'video', 'byte_hour', 121, 0);
INSERT INTO usage (hour, object, home, carrier, service, unit, quantity, merged) VALUES (1795514400000, X'050505050505050505050505050505050505050505050505050505050505053C', X'0606060606060606060606060606060606060606060606060606060606060601', X'0606060606060606060606060606060606060606060606060606060606060601', 'video', 'byte_hour', 160, 0);
INSERT INTO usage (hour, object, home, carrier, service, unit, quantity, merged) VALUES (1795514400000, X'050505050505050505050505050505050505050505050505050505050505053D', X'0606060606060606060606060606060606060606060606060606060606060601', X'0606060606060606060606060606060606060606060606060606060606060601', 'video', 'byte_hour', 161, 0);
INSERT INTO usage_batch (id, added_at) VALUES (X'08080808080808080808080808080801', 1795514420000);
INSERT INTO hour_mark (work, hour) VALUES ('delivered', 1795514400000);
INSERT INTO hour_mark (work, hour) VALUES ('stored', 1795514400000);
INSERT INTO expense (id, pool, label, amount_minor, common_minor, starts_at, ends_at, entered_at, entered_by, entry_key, reverses) VALUES (1, 'delivery', 'Une ligne', 15000, 15000, 1793491200000, 1796083200000, 1795514421000, X'01010101010101010101010101010101', X'1B1B1B1B1B1B1B1B1B1B1B1B1B1B1B1B1B1B1B1B1B1B1B1B1B1B1B1B1B1B1B1B', NULL);
INSERT INTO expense (id, pool, label, amount_minor, common_minor, starts_at, ends_at, entered_at, entered_by, entry_key, reverses) VALUES (2, 'delivery', 'Un disque', 9900, 9900, 1793491200000, 1796083200000, 1795514422000, X'01010101010101010101010101010101', NULL, NULL);
INSERT INTO expense (id, pool, label, amount_minor, common_minor, starts_at, ends_at, entered_at, entered_by, entry_key, reverses) VALUES (3, 'delivery', 'Une ligne', -15000, -15000, 1793491200000, 1796083200000, 1795514423000, X'01010101010101010101010101010101', NULL, 1);
INSERT INTO capacity (id, expense, unit, quantity, starts_at, ends_at) VALUES (1, 1, 'GB', 1000, 1793491200000, 1796083200000);
INSERT INTO capacity (id, expense, unit, quantity, starts_at, ends_at) VALUES (2, 2, 'GB', 1000, 1793491200000, 1796083200000);
INSERT INTO capacity (id, expense, unit, quantity, starts_at, ends_at) VALUES (3, 3, 'GB', -1000, 1793491200000, 1796083200000);
INSERT INTO video_search (rowid, title, rest) VALUES (1, 'clip 1', 'ce qui fut dit zoe');
INSERT INTO federation (hash, founding, log) VALUES (X'0101010101010101010101010101010101010101010101010101010101010101', X'0102', 1);
INSERT INTO log_leaf (member, log, place, leaf) VALUES (X'0202020202020202020202020202020202020202020202020202020202020202', 1, 0, X'000000');
INSERT INTO log_leaf (member, log, place, leaf) VALUES (X'0202020202020202020202020202020202020202020202020202020202020202', 1, 1, X'010101');
INSERT INTO log_note (member, log, size, note) VALUES (X'0202020202020202020202020202020202020202020202020202020202020202', 1, 2, X'0101010101');
INSERT INTO log_proof (member, log, proof) VALUES (X'0202020202020202020202020202020202020202020202020202020202020202', 1, X'70726F6F66');
INSERT INTO document (hash, kind, salt, bytes, name, media_type, kept_at) VALUES (X'0101010101010101010101010101010101010101010101010101010101010101', 'bill', X'0909090909090909090909090909090909090909090909090909090909090909', X'7468652062696C6C', 'facture.pdf', 'application/pdf', 1795514401000);
INSERT INTO document (hash, kind, salt, bytes, name, media_type, kept_at) VALUES (X'0202020202020202020202020202020202020202020202020202020202020202', 'bill', NULL, X'7468652062696C6C', NULL, NULL, 1795514402000);
INSERT INTO report (proposal, year, month, months, round, hash, bytes, computed_at, approved_at) VALUES (X'0101010101010101010101010101010101010101010101010101010101010101', 2026, 11, 1, 0, X'0808080808080808080808080808080808080808080808080808080808080808', X'07070707', 1795514401000, 1795514405000);
INSERT INTO audit_link (hash, created_by, created_at, expires_at, name, withdrawn_at) VALUES (X'020202020202020202020202020202020202020202020202020202020202026F', X'01010101010101010101010101010101', 1795514407000, 1795518000000, 'Auditor of 2026', NULL);
INSERT INTO member_invitation (code, invitation, created_at, expires_at, used_for) VALUES (X'0202020202020202020202020202020202020202020202020202020202020270', X'0102', 1795514407000, 1795518000000, NULL);
INSERT INTO suspense (reference, booked_on, amount_minor, counterparty, account, words, state) VALUES (X'0101010101010101010101010101010101010101010101010101010101010101', '2026-12-04', 100, 'Amis du théâtre', 'FR7630006000011234567890189', 'Cotisation', 'open');
INSERT INTO carried (home, video, manifest, signed, bytes, since) VALUES (X'0606060606060606060606060606060606060606060606060606060606060602', X'0404040404040404040404040404040404040404040404040404040404040407', X'1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A', X'1B1C', 230, 1795514412000);
INSERT INTO carried_object (home, video, object) VALUES (X'0606060606060606060606060606060606060606060606060606060606060602', X'0404040404040404040404040404040404040404040404040404040404040407', X'050505050505050505050505050505050505050505050505050505050505050A');
INSERT INTO carried_object (home, video, object) VALUES (X'0606060606060606060606060606060606060606060606060606060606060602', X'0404040404040404040404040404040404040404040404040404040404040407', X'0505050505050505050505050505050505050505050505050505050505050514');
INSERT INTO space_carriers (account, allowed, members) VALUES (X'01010101010101010101010101010101', 'only', X'06060606060606060606060606060606060606060606060606060606060606030606060606060606060606060606060606060606060606060606060606060604');
INSERT INTO video_carriers (video, allowed, members) VALUES (X'0404040404040404040404040404040404040404040404040404040404040401', 'none', X'');
INSERT INTO video_hold (video, since) VALUES (X'0404040404040404040404040404040404040404040404040404040404040402', 1795514412000);
INSERT INTO kept_backup (home, number, list, bytes, since) VALUES (X'0606060606060606060606060606060606060606060606060606060606060602', 3, X'1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D1D', 230, 1795514413000);
INSERT INTO kept_piece (home, number, object) VALUES (X'0606060606060606060606060606060606060606060606060606060606060602', 3, X'050505050505050505050505050505050505050505050505050505050505050A');
INSERT INTO kept_piece (home, number, object) VALUES (X'0606060606060606060606060606060606060606060606060606060606060602', 3, X'0505050505050505050505050505050505050505050505050505050505050514');
INSERT INTO carrier_answer (asked_at, carrier, video, object, start, len, expected, cause, verdict, status, found, after_ms) VALUES (1795514412000, X'0606060606060606060606060606060606060606060606060606060606060601', X'0404040404040404040404040404040404040404040404040404040404040401', X'0505050505050505050505050505050505050505050505050505050505050501', 0, 100, X'0101010101010101010101010101010101010101010101010101010101010101', 'drawn', 'held', NULL, X'0202020202020202020202020202020202020202020202020202020202020202', 30);
INSERT INTO carrier_answer (asked_at, carrier, video, object, start, len, expected, cause, verdict, status, found, after_ms) VALUES (1795514412000, X'0606060606060606060606060606060606060606060606060606060606060602', X'0404040404040404040404040404040404040404040404040404040404040401', X'0505050505050505050505050505050505050505050505050505050505050501', 0, 100, X'0101010101010101010101010101010101010101010101010101010101010101', 'drawn', 'refused', 404, NULL, 30);
INSERT INTO canary (day, home, carrier, received, reported) VALUES (1795478400000, X'0606060606060606060606060606060606060606060606060606060606060602', X'0606060606060606060606060606060606060606060606060606060606060603', 200, 100);
INSERT INTO reported_part (carrier, object, start, len, video, expected, found, reports, first_at, last_at, tried_at) VALUES (X'0606060606060606060606060606060606060606060606060606060606060602', X'0505050505050505050505050505050505050505050505050505050505050501', 0, 100, X'0404040404040404040404040404040404040404040404040404040404040401', X'0101010101010101010101010101010101010101010101010101010101010101', X'0202020202020202020202020202020202020202020202020202020202020202', 1, 1795514413000, 1795514413000, NULL);
INSERT INTO reported_part (carrier, object, start, len, video, expected, found, reports, first_at, last_at, tried_at) VALUES (X'0606060606060606060606060606060606060606060606060606060606060602', X'0505050505050505050505050505050505050505050505050505050505050501', 100, 100, X'0404040404040404040404040404040404040404040404040404040404040401', X'0101010101010101010101010101010101010101010101010101010101010101', X'0202020202020202020202020202020202020202020202020202020202020202', 1, 1795514413000, 1795514413000, 1795514414000);
INSERT INTO gone_video (home, video, manifest, space, recovery, trouble) VALUES (X'0606060606060606060606060606060606060606060606060606060606060607', X'040404040404040404040404040404040404040404040404040404040404041E', X'2020202020202020202020202020202020202020202020202020202020202020', X'1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E', X'1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F', 'nowhere');
INSERT INTO adopted_space (home, space, recovery, account, signed, since) VALUES (X'0606060606060606060606060606060606060606060606060606060606060607', X'1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E1E', X'1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F1F', X'01010101010101010101010101010101', X'1F20', 1795514414000);
INSERT INTO sqlite_sequence (name, seq) VALUES ('invitation', 3);
INSERT INTO sqlite_sequence (name, seq) VALUES ('video', 5);
INSERT INTO sqlite_sequence (name, seq) VALUES ('job', 7);
INSERT INTO sqlite_sequence (name, seq) VALUES ('expense', 3);
INSERT INTO sqlite_sequence (name, seq) VALUES ('capacity', 3);
