-- Project files, version 1. Times are milliseconds since 1970-01-01 UTC, hashes SHA-256 of the canonical document in
-- hexadecimal, `details`, `plan`, `state` and `data` JSON texts.

-- What was done, in order. Revision 0 is the beginning: an empty delta.
CREATE TABLE operations (
    revision INTEGER PRIMARY KEY,
    label    TEXT NOT NULL,
    delta    TEXT NOT NULL,
    time     INTEGER NOT NULL,
    author   TEXT NOT NULL,
    hash     TEXT NOT NULL           -- of the document after it
) STRICT;

-- The document at revision 0. A row of its own table stays on the first pages, so that a file that was cut off can be
-- read from there.
CREATE TABLE beginning (
    only     INTEGER PRIMARY KEY CHECK (only = 1),
    document TEXT NOT NULL
) STRICT;

-- The document at some later revisions, so that opening need not start from the beginning.
CREATE TABLE snapshots (
    revision INTEGER PRIMARY KEY REFERENCES operations,
    document TEXT NOT NULL
) STRICT;

-- Revisions that were given a name.
CREATE TABLE versions (
    name     TEXT PRIMARY KEY,
    revision INTEGER NOT NULL REFERENCES operations,
    time     INTEGER NOT NULL,
    author   TEXT NOT NULL
) STRICT;

-- Who writes the document: one row at most. Older programs read it in newer files too, so it keeps its shape.
CREATE TABLE lease (
    only      INTEGER PRIMARY KEY CHECK (only = 1),
    holder    TEXT NOT NULL,         -- a random word of the one that holds it
    user      TEXT NOT NULL,
    host      TEXT NOT NULL,
    pid       INTEGER NOT NULL,
    since     INTEGER NOT NULL,
    heartbeat INTEGER NOT NULL
) STRICT;

CREATE TABLE comments (
    id       TEXT PRIMARY KEY,
    hash     TEXT NOT NULL,          -- of the version that was commented
    element  TEXT,                   -- node, connection or part; the whole design when NULL
    answers  TEXT REFERENCES comments,
    time     INTEGER NOT NULL,
    author   TEXT NOT NULL,
    text     TEXT NOT NULL,
    resolved INTEGER                 -- when
) STRICT;

-- Versions that were given to somebody to read.
CREATE TABLE reviews (
    id       INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL REFERENCES operations,
    hash     TEXT NOT NULL,
    time     INTEGER NOT NULL,
    author   TEXT NOT NULL,
    details  TEXT NOT NULL
) STRICT;

-- What was answered.
CREATE TABLE approvals (
    id          INTEGER PRIMARY KEY,
    review      INTEGER REFERENCES reviews,
    hash        TEXT NOT NULL,
    environment TEXT NOT NULL,
    verdict     TEXT NOT NULL CHECK (verdict IN ('approve', 'request-changes')),
    reviewer    TEXT NOT NULL,
    time        INTEGER NOT NULL,
    details     TEXT NOT NULL        -- what the answer is bound to
) STRICT;
CREATE INDEX approvals_environment ON approvals (environment);

CREATE TABLE deployments (
    id          INTEGER PRIMARY KEY,
    action      TEXT NOT NULL,       -- deploy, destroy, rollback
    environment TEXT NOT NULL,
    account     TEXT NOT NULL,
    region      TEXT NOT NULL,
    revision    INTEGER NOT NULL REFERENCES operations,
    hash        TEXT NOT NULL,
    plan        TEXT NOT NULL,
    started     INTEGER NOT NULL,
    author      TEXT NOT NULL,
    state       TEXT NOT NULL,       -- what a stopped program needs to go on
    ended       INTEGER,
    outcome     TEXT                 -- a word; NULL until it ended
) STRICT;
-- Two deployments of one environment never run side by side.
CREATE UNIQUE INDEX deployments_running ON deployments (environment) WHERE ended IS NULL;

CREATE TABLE deployment_events (
    deployment INTEGER NOT NULL REFERENCES deployments,
    number     INTEGER NOT NULL,     -- 1, 2, 3 … within the deployment
    time       INTEGER NOT NULL,
    stack      TEXT,
    kind       TEXT NOT NULL,
    data       TEXT NOT NULL,
    PRIMARY KEY (deployment, number)
) STRICT, WITHOUT ROWID;
