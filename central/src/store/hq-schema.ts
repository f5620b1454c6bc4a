import type { Migrations } from './migrate.ts'

/** Database of headquarters. Times are UTC, ISO 8601 with milliseconds. */
export const HQ_MIGRATIONS: Migrations = [
  [
    // One row: the epoch is random per life of this database, the version counts changes of master data without gaps.
    `CREATE TABLE centre (
       one INTEGER PRIMARY KEY CHECK (one = 1), epoch TEXT NOT NULL, version INTEGER NOT NULL) STRICT`,
    'INSERT INTO centre VALUES (1, lower(hex(randomblob(12))), 0)',
    // data is null once deleted. branches: JSON array of those that may know it, null for all; former: those that
    // once might. scope_version: when the set of records a branch sees last changed as a whole (entity branch only).
    `CREATE TABLE record (
       entity TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL UNIQUE, data TEXT,
       branches TEXT, former TEXT NOT NULL DEFAULT '[]', scope_version INTEGER NOT NULL DEFAULT 0,
       PRIMARY KEY (entity, id)) STRICT, WITHOUT ROWID`,
    `CREATE TABLE audit (
       position INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
       entity TEXT NOT NULL, id TEXT NOT NULL, version INTEGER, old TEXT, new TEXT) STRICT`,
    // secret_hash: SHA-256 of the secret.
    `CREATE TABLE box (
       id TEXT PRIMARY KEY, branch_id TEXT NOT NULL, secret_hash TEXT NOT NULL, software_version TEXT NOT NULL,
       enrolled_at TEXT NOT NULL, revoked_at TEXT) STRICT`,
    'CREATE INDEX box_branch ON box (branch_id)',
    // Last known state of a box as JSON, so that a restarted centre still knows since when a branch is offline.
    'CREATE TABLE box_state (box_id TEXT PRIMARY KEY REFERENCES box, data TEXT NOT NULL) STRICT',
    `CREATE TABLE enrolment_code (
       hash TEXT PRIMARY KEY, branch_id TEXT NOT NULL, created_by TEXT NOT NULL, created_at TEXT NOT NULL,
       expires_at TEXT NOT NULL, used_at TEXT, box_id TEXT REFERENCES box) STRICT`,
    // branches: JSON array, null for all.
    `CREATE TABLE user (
       id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, role TEXT NOT NULL, branches TEXT,
       password_hash TEXT NOT NULL, failures INTEGER NOT NULL DEFAULT 0, locked_until TEXT,
       created_at TEXT NOT NULL) STRICT`,
    `CREATE TABLE session (
       hash TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES user ON DELETE CASCADE,
       expires_at TEXT NOT NULL) STRICT`,
  ],
]
