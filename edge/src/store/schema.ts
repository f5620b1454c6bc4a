/** Steps of `journal.db`. A step that has shipped is never edited: add another. */
export const JOURNAL_MIGRATIONS = [
  `
  -- The truth of the branch. Append-only; triggers hold it.
  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,          -- gapless from 1
    id TEXT NOT NULL UNIQUE,          -- UUIDv7 of whoever caused it: the idempotency key
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,         -- schema version of the body
    time TEXT NOT NULL,               -- box clock, UTC
    body TEXT NOT NULL,               -- the exact text that was hashed
    hash TEXT NOT NULL                -- chain, see domain/journal/chain.ts
  ) STRICT;
  CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

  -- What was about to be signed; gone in the commit that books it. Resolved at start-up after a crash.
  CREATE TABLE intent (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;

  -- Live events with ids for Last-Event-ID; trimmed, no truth.
  CREATE TABLE event (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, data TEXT NOT NULL) STRICT;

  -- Facts about this database: its epoch, the centre's last known mark.
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  -- Terminals and people at the door: credentials, not history.
  CREATE TABLE terminal (register_id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, paired_at TEXT NOT NULL) STRICT;
  CREATE TABLE pairing_code (code_hash TEXT PRIMARY KEY, register_id TEXT, expires_at TEXT NOT NULL) STRICT;
  CREATE TABLE device (
    id TEXT PRIMARY KEY, secret_hash TEXT NOT NULL,
    reads TEXT NOT NULL, writes TEXT NOT NULL          -- JSON arrays of MQTT topic filters
  ) STRICT;
  CREATE TABLE log_in_failure (staff_id TEXT PRIMARY KEY, tries INTEGER NOT NULL, locked_until TEXT) STRICT;

  -- Projections: thrown away and rebuilt from the journal at will.
  CREATE TABLE register (id TEXT PRIMARY KEY, name TEXT NOT NULL, serial TEXT NOT NULL UNIQUE,
    last_number INTEGER NOT NULL, last_z INTEGER NOT NULL,
    totals TEXT NOT NULL, tse_serials TEXT NOT NULL    -- JSON, since the last closing
  ) STRICT;
  CREATE TABLE receipt (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, seq INTEGER NOT NULL, register_id TEXT NOT NULL, number INTEGER NOT NULL,
    business_date TEXT NOT NULL, completed_at TEXT NOT NULL, gross INTEGER NOT NULL,  -- cents
    operator_number TEXT NOT NULL, outage INTEGER NOT NULL, UNIQUE (register_id, number)
  ) STRICT;
  CREATE TABLE refunded (
    sale_id TEXT NOT NULL, line_id TEXT NOT NULL, quantity INTEGER NOT NULL,          -- thousandths
    PRIMARY KEY (sale_id, line_id)
  ) STRICT;
  CREATE TABLE closing (register_id TEXT NOT NULL, z_number INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, PRIMARY KEY (register_id, z_number)) STRICT;
  CREATE TABLE tax_total (
    business_date TEXT NOT NULL, vat_key INTEGER NOT NULL, rate INTEGER NOT NULL,     -- basis points
    gross INTEGER NOT NULL, net INTEGER NOT NULL, vat INTEGER NOT NULL,               -- cents
    PRIMARY KEY (business_date, vat_key, rate)
  ) STRICT;
  CREATE TABLE tse (serial TEXT PRIMARY KEY, public_key TEXT NOT NULL, algorithm TEXT NOT NULL, log_time_format TEXT NOT NULL, emulated INTEGER NOT NULL) STRICT;
  CREATE TABLE outage (id TEXT PRIMARY KEY, reason TEXT NOT NULL, began_at TEXT NOT NULL, ended_at TEXT, receipts INTEGER NOT NULL) STRICT;
  `,
] as const

/** Steps of `replica.db`: master data as it came down. */
export const REPLICA_MIGRATIONS = [
  `
  CREATE TABLE record (entity TEXT NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (entity, id)) STRICT;
  -- How an article was sold under each catalogue version of this box, so that an open cart keeps its price.
  CREATE TABLE offer (
    article_id TEXT NOT NULL, from_version INTEGER NOT NULL, applied_at TEXT NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (article_id, from_version)
  ) STRICT;
  -- Cursor at the centre (epoch, version) and this box's own counter of applied changes (local_version).
  CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), epoch TEXT NOT NULL, version INTEGER NOT NULL, local_version INTEGER NOT NULL) STRICT;
  `,
] as const
