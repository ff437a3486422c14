-- The federation that this member is in, by its founding resolution; log: which of its logs it writes.
CREATE TABLE federation (
    hash     BYTEA NOT NULL PRIMARY KEY,
    founding BYTEA NOT NULL,
    log      BIGINT NOT NULL
);

-- Every log of the federation, its own among them: leaves in order and without a gap; never removed.
CREATE TABLE log_leaf (
    member BYTEA NOT NULL,
    log    BIGINT NOT NULL,
    place  BIGINT NOT NULL,
    leaf   BYTEA NOT NULL,
    PRIMARY KEY (member, log, place)
);

-- Signed checkpoints with the cosignatures that came.
CREATE TABLE log_note (
    member BYTEA NOT NULL,
    log    BIGINT NOT NULL,
    size   BIGINT NOT NULL,
    note   BYTEA NOT NULL,
    PRIMARY KEY (member, log, size)
);

-- Proofs that a log contradicted itself; it is frozen.
CREATE TABLE log_proof (
    member BYTEA NOT NULL,
    log    BIGINT NOT NULL,
    proof  BYTEA NOT NULL,
    PRIMARY KEY (member, log)
);

-- What entries name by hash. salt null: it is public and has none (a charter). bytes null: it was erased.
CREATE TABLE document (
    hash       BYTEA NOT NULL PRIMARY KEY,
    kind       TEXT COLLATE "C" NOT NULL,
    salt       BYTEA,
    bytes      BYTEA,
    name       TEXT COLLATE "C",
    media_type TEXT COLLATE "C",
    kept_at    BIGINT NOT NULL
);

-- What this member computed of a proposal. approved_at: when its treasurer agreed.
CREATE TABLE report (
    proposal    BYTEA NOT NULL PRIMARY KEY,
    year        BIGINT NOT NULL,
    month       BIGINT NOT NULL,
    months      BIGINT NOT NULL,
    round       BIGINT NOT NULL,
    hash        BYTEA NOT NULL,
    bytes       BYTEA NOT NULL,
    computed_at BIGINT NOT NULL,
    approved_at BIGINT
);
CREATE INDEX report_hash ON report (hash);
