-- The register: one company's subject requests, processors and disclosures. Every table whose name stands in
-- `aggregate.rs` is covered by the audit trail; all others are derived (search) or bookkeeping (counter, meta).

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,           -- 'generation', 'staging_run', 'vault_id'
    value NOT NULL
) WITHOUT ROWID;

CREATE TABLE counter (                -- register numbers: no gaps, one counter per name and year
    name TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (name, year)
) WITHOUT ROWID;

CREATE TABLE operator (
    id               INTEGER PRIMARY KEY CHECK (id = 1),
    salt             BLOB,            -- commitment salt; removed on erasure
    name             TEXT NOT NULL,
    short_name       TEXT, address TEXT, inn TEXT, ogrn TEXT, kpp TEXT, email TEXT, phone TEXT, site TEXT,
    responsible_name TEXT, responsible_post TEXT, signatory_name TEXT, signatory_post TEXT,
    time_zone        TEXT NOT NULL DEFAULT 'Europe/Moscow',
    mask_case        TEXT NOT NULL DEFAULT '{yyyy}-{nnnn}',
    mask_letter      TEXT NOT NULL DEFAULT '{nnn}/ПДн'
);

CREATE TABLE policy (                 -- the published promises, versioned; the newest is in force
    id      INTEGER PRIMARY KEY,
    salt    BLOB,
    preset  TEXT NOT NULL,            -- 'konekt' or 'empty'
    title   TEXT NOT NULL,
    since   TEXT
);
CREATE TABLE policy_record (          -- purposes, grounds, categories, terms, retention, recipients, …
    id        INTEGER PRIMARY KEY,
    policy_id INTEGER NOT NULL REFERENCES policy(id),
    section   TEXT NOT NULL,          -- 'purpose', 'category', 'retention', 'recipient', …
    clause    TEXT NOT NULL,          -- clause of the published policy
    code      TEXT,
    text      TEXT NOT NULL,
    details   TEXT NOT NULL           -- the whole record as JSON
);
CREATE INDEX policy_record_section ON policy_record(policy_id, section);

CREATE TABLE import_run (
    id          INTEGER PRIMARY KEY,
    salt        BLOB,
    run         TEXT NOT NULL UNIQUE, -- '2026-11-23-01'
    state       TEXT NOT NULL CHECK (state IN ('staging', 'published')),
    at          TEXT NOT NULL,        -- RFC 3339 with the operator's offset
    file_name   TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    format      TEXT NOT NULL,
    encoding    TEXT,
    sheet       TEXT NOT NULL,
    header_row  INTEGER,
    mapping     TEXT NOT NULL,        -- columns and fields as JSON
    n_read INTEGER NOT NULL DEFAULT 0, n_new INTEGER NOT NULL DEFAULT 0, n_joined INTEGER NOT NULL DEFAULT 0,
    n_not_personal INTEGER NOT NULL DEFAULT 0, n_known INTEGER NOT NULL DEFAULT 0, n_rejected INTEGER NOT NULL DEFAULT 0,
    days_lost_total INTEGER NOT NULL DEFAULT 0, days_lost_worst INTEGER NOT NULL DEFAULT 0,
    kinds       TEXT NOT NULL DEFAULT '[]',
    to_decide   TEXT NOT NULL DEFAULT '[]',
    rows_hash   BLOB                  -- HMAC over the run's source rows: they are covered through the run
);

CREATE TABLE source_row (             -- what became of each row; the key makes importing idempotent
    run_id       INTEGER NOT NULL REFERENCES import_run(id),
    row_no       INTEGER NOT NULL,
    row_key      BLOB NOT NULL,       -- keyed hash, 16 bytes: of the row's number in its source, else of its content
    content_hash BLOB NOT NULL,       -- keyed hash, 16 bytes: tells a changed row from the same row
    fate         TEXT NOT NULL,
    received_on  TEXT,
    case_id      INTEGER REFERENCES case_(id),
    reason       TEXT,                -- of 'not_personal_data'
    topic        TEXT,                -- of 'not_personal_data': there only until it is reviewed, at most 30 days
    text         TEXT,
    who          TEXT,
    reviewed_on  TEXT,
    PRIMARY KEY (run_id, row_no)
) WITHOUT ROWID;
CREATE INDEX source_row_key ON source_row(row_key);

CREATE TABLE rejected_row (           -- rows that were refused, with what is wrong: one per reason
    run_id  INTEGER NOT NULL REFERENCES import_run(id),
    row_no  INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    letter  TEXT, header TEXT, code TEXT NOT NULL, value TEXT, message TEXT NOT NULL, fix TEXT NOT NULL,
    PRIMARY KEY (run_id, row_no, ordinal)
) WITHOUT ROWID;

CREATE TABLE case_ (                  -- `case` is a word of SQL
    id           INTEGER PRIMARY KEY,
    salt         BLOB,
    number       TEXT NOT NULL UNIQUE,
    run_id       INTEGER REFERENCES import_run(id),   -- the run that made it; null = by hand
    received_at  TEXT NOT NULL,       -- RFC 3339 with offset; of the earliest contact: its clock wins
    received_on  TEXT NOT NULL,
    registered_on TEXT NOT NULL,
    channel      TEXT NOT NULL,
    status       TEXT NOT NULL,
    full_name    TEXT, last_name TEXT, first_name TEXT, middle_name TEXT, gender TEXT,
    phone        TEXT, email TEXT, address TEXT, contract TEXT, birth_date TEXT,
    identity_method TEXT, identity_on TEXT, identity_compared TEXT, identity_warning TEXT,
    days_lost    INTEGER,
    due_key      TEXT NOT NULL DEFAULT '9999-12-31',   -- nearest date of the open demands; 9999-12-31 = nothing open
    late_on      TEXT                 -- the day after which the first open demand is overdue
);
CREATE INDEX case_due ON case_(due_key, id);
CREATE INDEX case_received ON case_(received_on, id);
CREATE INDEX case_status ON case_(status, due_key);
CREATE INDEX case_name ON case_(full_name, id);
CREATE INDEX case_run ON case_(run_id) WHERE run_id IS NOT NULL;

CREATE TABLE contact (
    id       INTEGER PRIMARY KEY,
    case_id  INTEGER NOT NULL REFERENCES case_(id),
    run_id   INTEGER REFERENCES import_run(id),
    row_no   INTEGER,
    at       TEXT NOT NULL,
    channel  TEXT NOT NULL,
    topic    TEXT,
    text     TEXT NOT NULL,
    full_name TEXT,                   -- as this contact gave it
    phones   TEXT NOT NULL DEFAULT '[]',
    emails   TEXT NOT NULL DEFAULT '[]',
    contract TEXT,
    appeal_id TEXT,
    agent    TEXT,
    marks    TEXT NOT NULL DEFAULT '[]',
    proposed TEXT NOT NULL DEFAULT '[]',
    changed  TEXT                     -- old -> new when a later export changed the row
);
CREATE INDEX contact_case ON contact(case_id);

CREATE TABLE demand (
    id          INTEGER PRIMARY KEY,
    case_id     INTEGER NOT NULL REFERENCES case_(id),
    run_id      INTEGER REFERENCES import_run(id),
    kind        TEXT NOT NULL,
    received_on TEXT NOT NULL,
    detected_at TEXT,
    provided_on TEXT,
    extended_on TEXT, extended_by INTEGER, extended_why TEXT,
    due_on      TEXT NOT NULL,
    late_on     TEXT NOT NULL,        -- the day after which it is overdue (due_on, or one working day more for "at once")
    provisional INTEGER NOT NULL DEFAULT 0,
    status      TEXT NOT NULL CHECK (status IN ('open', 'closed')),
    outcome     TEXT, ground TEXT, closed_on TEXT,
    UNIQUE (case_id, kind)
);
CREATE INDEX demand_kind ON demand(kind, status);

CREATE TABLE reach (                  -- telephones, e-mails, contracts of a case: who may be the same person
    value   TEXT NOT NULL,            -- 'p:+7…', 'e:…', 'c:…'
    case_id INTEGER NOT NULL REFERENCES case_(id),
    PRIMARY KEY (value, case_id)
) WITHOUT ROWID;
CREATE INDEX reach_case ON reach(case_id);

CREATE TABLE event (                  -- the timeline of a case, in the words of the program, without personal data
    id      INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_(id),
    run_id  INTEGER REFERENCES import_run(id),
    at      TEXT NOT NULL,
    what    TEXT NOT NULL,
    detail  TEXT
);
CREATE INDEX event_case ON event(case_id);

CREATE TABLE letter (                 -- issued letters: immutable
    id        INTEGER PRIMARY KEY,
    salt      BLOB,
    number    TEXT NOT NULL UNIQUE,
    case_id   INTEGER NOT NULL REFERENCES case_(id),
    template  TEXT NOT NULL,
    version   TEXT NOT NULL,          -- of the template
    issued_on TEXT NOT NULL,
    pages     INTEGER NOT NULL,
    sha256    TEXT NOT NULL,
    document  TEXT NOT NULL,          -- the document model as JSON: the preview of the issued letter
    text      TEXT NOT NULL,
    pdf       BLOB NOT NULL
);
CREATE INDEX letter_case ON letter(case_id);
CREATE TRIGGER letter_is_immutable BEFORE UPDATE OF number, case_id, template, version, issued_on, pages, sha256, document, text, pdf ON letter
BEGIN SELECT RAISE(ABORT, 'an issued letter is immutable'); END;

CREATE TABLE processor (
    id        INTEGER PRIMARY KEY,
    salt      BLOB,
    name      TEXT NOT NULL, address TEXT, inn TEXT, country TEXT,
    contract_number TEXT, contract_date TEXT, contract_until TEXT,
    purposes  TEXT NOT NULL, data TEXT NOT NULL,
    checklist TEXT NOT NULL           -- point -> {state, clause}
);
CREATE UNIQUE INDEX processor_name ON processor(name);

CREATE TABLE disclosure (
    id        INTEGER PRIMARY KEY,
    salt      BLOB,
    date      TEXT NOT NULL,
    recipient TEXT NOT NULL, recipient_address TEXT, kind TEXT NOT NULL,
    ground TEXT NOT NULL, purpose TEXT NOT NULL, data TEXT NOT NULL, channel TEXT,
    full_name TEXT, birth_date TEXT, phone TEXT, email TEXT, contract TEXT,   -- whose data, as the record names them
    case_id   INTEGER REFERENCES case_(id),
    group_what TEXT, group_count INTEGER
);
CREATE INDEX disclosure_phone ON disclosure(phone);
CREATE INDEX disclosure_contract ON disclosure(contract);
CREATE INDEX disclosure_case ON disclosure(case_id);

-- The trail. One row per write, chained by HMAC; the hashes of the records it changed are its leaves.
CREATE TABLE audit (
    seq       INTEGER PRIMARY KEY,
    utc       TEXT NOT NULL,
    session   TEXT NOT NULL,
    actor     TEXT NOT NULL,          -- key slot that unlocked the vault
    action    TEXT NOT NULL,
    entity    TEXT NOT NULL,
    entity_id TEXT NOT NULL,          -- register number or row id: never personal text
    root      BLOB NOT NULL,          -- hash over the leaves
    prev_mac  BLOB NOT NULL,
    mac       BLOB NOT NULL
);
CREATE TABLE audit_leaf (
    entity    TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    seq       INTEGER NOT NULL,
    hash      BLOB NOT NULL,          -- HMAC(record salt, record after the change); empty = removed
    PRIMARY KEY (entity, record_id, seq)
) WITHOUT ROWID;
CREATE INDEX audit_leaf_seq ON audit_leaf(seq);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;
CREATE TRIGGER audit_leaf_no_update BEFORE UPDATE ON audit_leaf BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;
CREATE TRIGGER audit_leaf_no_delete BEFORE DELETE ON audit_leaf WHEN OLD.seq <= (SELECT coalesce(max(seq), 0) FROM audit)
BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;

-- Search over what a person types: number, name, e-mail, contract, telephones in every spelling, text.
-- ё is folded to е before indexing (`fold` in search.rs): unicode61 does not.
CREATE VIRTUAL TABLE case_search USING fts5(number, name, reach, text, tokenize = "unicode61 remove_diacritics 2", prefix = '3');
INSERT INTO case_search(case_search, rank) VALUES ('secure-delete', 1);

-- Cases of a run that is still being staged are invisible: every list reads this view.
CREATE VIEW live_case AS SELECT * FROM case_ WHERE run_id IS NOT (SELECT value FROM meta WHERE key = 'staging_run') OR run_id IS NULL;
