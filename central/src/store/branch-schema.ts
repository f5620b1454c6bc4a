import type { Migrations } from './migrate.ts'

/** Journal archive of one branch and what is derived from it. Money in cents, times UTC. */
export const BRANCH_MIGRATIONS: Migrations = [
  [
    // One journal of one box: mark is the highest seq held, last_hash its hash.
    `CREATE TABLE stream (
       stream INTEGER PRIMARY KEY, box_id TEXT NOT NULL, epoch TEXT NOT NULL, mark INTEGER NOT NULL,
       last_hash TEXT NOT NULL, last_time TEXT, UNIQUE (box_id, epoch)) STRICT`,
    // Never updated but for the verdict. day: the branch day the entry counts for.
    `CREATE TABLE entry (
       position INTEGER PRIMARY KEY, stream INTEGER NOT NULL REFERENCES stream, seq INTEGER NOT NULL,
       id TEXT NOT NULL, kind TEXT NOT NULL, version INTEGER NOT NULL, time TEXT NOT NULL, body TEXT NOT NULL,
       hash TEXT NOT NULL, received_at TEXT NOT NULL, day TEXT NOT NULL,
       verdict TEXT NOT NULL CHECK (verdict IN ('ok', 'duplicate', 'quarantined')), reason TEXT,
       signature TEXT NOT NULL CHECK (signature IN ('none', 'verified'))) STRICT`,
    'CREATE UNIQUE INDEX entry_seq ON entry (stream, seq)',
    "CREATE UNIQUE INDEX entry_id ON entry (id) WHERE verdict <> 'duplicate'",
    "CREATE INDEX entry_quarantined ON entry (position) WHERE verdict = 'quarantined'",
    // What no honest box sends: another past than the one we hold.
    `CREATE TABLE incident (
       box_id TEXT NOT NULL, epoch TEXT NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL,
       PRIMARY KEY (box_id, epoch, seq, kind)) STRICT`,
    `CREATE TABLE tse (
       box_id TEXT NOT NULL, serial TEXT NOT NULL, public_key TEXT NOT NULL, algorithm TEXT NOT NULL,
       log_time_format TEXT NOT NULL, PRIMARY KEY (box_id, serial)) STRICT`,
    // From here on projections: thrown away and rebuilt from the entries at any time.
    `CREATE TABLE day (
       date TEXT PRIMARY KEY, receipts INTEGER NOT NULL, gross INTEGER NOT NULL, last_sale TEXT,
       duplicates INTEGER NOT NULL, quarantined INTEGER NOT NULL, verified INTEGER NOT NULL) STRICT`,
    `CREATE TABLE hour (
       date TEXT NOT NULL, hour INTEGER NOT NULL, receipts INTEGER NOT NULL, gross INTEGER NOT NULL,
       PRIMARY KEY (date, hour)) STRICT`,
    `CREATE TABLE tax (
       date TEXT NOT NULL, vat_key INTEGER NOT NULL, rate INTEGER NOT NULL, gross INTEGER NOT NULL,
       net INTEGER NOT NULL, vat INTEGER NOT NULL, PRIMARY KEY (date, vat_key, rate)) STRICT`,
    `CREATE TABLE payment (
       date TEXT NOT NULL, kind TEXT NOT NULL, amount INTEGER NOT NULL, count INTEGER NOT NULL,
       PRIMARY KEY (date, kind)) STRICT`,
  ],
  [
    'ALTER TABLE day ADD COLUMN refunds INTEGER NOT NULL DEFAULT 0',
    'DROP INDEX IF EXISTS entry_sale',
    "CREATE INDEX entry_receipt ON entry (position) WHERE kind IN ('sale.completed', 'sale.refunded') AND verdict = 'ok'",
  ],
]
