-- Files of a case, the operator's own rules, acts that can be taken back, and what the window remembers.

CREATE TABLE attachment (             -- a file of a case: the e-mail or scan it came from, or one added later
    id       INTEGER PRIMARY KEY,
    case_id  INTEGER NOT NULL REFERENCES case_(id),
    name     TEXT NOT NULL,           -- as it was called; text only, never a path
    media    TEXT NOT NULL,           -- by its content, never by its name: 'application/pdf', 'image/png', …
    size     INTEGER NOT NULL,        -- bytes
    sha256   TEXT NOT NULL,
    origin   TEXT NOT NULL,           -- 'source': the case was made from it; 'part': came inside an e-mail; 'added'
    added_at TEXT NOT NULL            -- RFC 3339 with the operator's offset
);
CREATE INDEX attachment_case ON attachment(case_id);
CREATE TABLE attachment_chunk (       -- at most 512 KiB each; covered by the trail through the attachment's SHA-256
    attachment_id INTEGER NOT NULL REFERENCES attachment(id),
    ordinal       INTEGER NOT NULL,
    bytes         BLOB NOT NULL,
    PRIMARY KEY (attachment_id, ordinal)
);

CREATE TABLE rule (                   -- the operator's own rules of what words ask for, taught by a corrected kind
    id        INTEGER PRIMARY KEY,
    salt      BLOB,
    words     TEXT NOT NULL,          -- JSON list of words that must all stand in the note, as the person wrote them
    kind      TEXT NOT NULL,          -- kind of demand
    effect    TEXT NOT NULL CHECK (effect IN ('asks', 'does_not_ask')),
    from_case TEXT,                   -- register number of the case whose correction taught it
    made_on   TEXT NOT NULL
);

CREATE TABLE undo (                   -- the last acts that can be taken back: how their records stood before
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    action  TEXT NOT NULL,            -- as in the trail
    entity  TEXT NOT NULL,
    records TEXT NOT NULL,            -- entities and row ids, JSON
    record  TEXT NOT NULL,            -- register number or row id: never personal text
    before  TEXT NOT NULL,            -- the rows before the act and the counters it moved, JSON
    after   TEXT NOT NULL             -- commitments after the act, hexadecimal JSON: undone only if nothing changed since
);

CREATE TABLE setting (                -- what the window remembers inside the vault: views, columns, sashes
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL               -- JSON
) WITHOUT ROWID;

-- «Сегодня»: open demands by the day they become overdue and by their date; they hold all that is counted and ordered.
CREATE INDEX demand_open_late ON demand(late_on, due_on, kind, case_id, status) WHERE status = 'open';
CREATE INDEX demand_open_due ON demand(due_on, late_on, provisional, kind, case_id, status) WHERE status = 'open';

-- A withdrawal of consent stops the processing at once (art. 21 p. 5), whatever else its demand waits for.
ALTER TABLE demand ADD COLUMN stopped_on TEXT;
CREATE INDEX demand_to_stop ON demand(received_on, case_id)
    WHERE status = 'open' AND kind = 'withdraw_consent' AND stopped_on IS NULL;

CREATE INDEX disclosure_recipient ON disclosure(recipient, date);    -- finding by a few letters
CREATE INDEX disclosure_name ON disclosure(full_name, date) WHERE full_name IS NOT NULL;

-- A case of the same person that was joined to another: it stays as a number that says where it went.
ALTER TABLE case_ ADD COLUMN joined_to INTEGER REFERENCES case_(id);
CREATE INDEX case_joined ON case_(joined_to) WHERE joined_to IS NOT NULL;
