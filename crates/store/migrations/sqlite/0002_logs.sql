-- The federation that this member is in, by its founding resolution; log: which of its logs it writes.
CREATE TABLE federation (
    hash     BLOB NOT NULL PRIMARY KEY,
    founding BLOB NOT NULL,
    log      INTEGER NOT NULL
) STRICT;

-- Every log of the federation, its own among them: leaves in order and without a gap; never removed.
CREATE TABLE log_leaf (
    member BLOB NOT NULL,
    log    INTEGER NOT NULL,
    place  INTEGER NOT NULL,
    leaf   BLOB NOT NULL,
    PRIMARY KEY (member, log, place)
) STRICT;

-- Signed checkpoints with the cosignatures that came.
CREATE TABLE log_note (
    member BLOB NOT NULL,
    log    INTEGER NOT NULL,
    size   INTEGER NOT NULL,
    note   BLOB NOT NULL,
    PRIMARY KEY (member, log, size)
) STRICT;

-- Proofs that a log contradicted itself; it is frozen.
CREATE TABLE log_proof (
    member BLOB NOT NULL,
    log    INTEGER NOT NULL,
    proof  BLOB NOT NULL,
    PRIMARY KEY (member, log)
) STRICT;

-- What entries name by hash. salt null: it is public and has none (a charter). bytes null: it was erased.
CREATE TABLE document (
    hash       BLOB NOT NULL PRIMARY KEY,
    kind       TEXT NOT NULL,
    salt       BLOB,
    bytes      BLOB,
    name       TEXT,
    media_type TEXT,
    kept_at    INTEGER NOT NULL
) STRICT;

-- What this member computed of a proposal. approved_at: when its treasurer agreed.
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
