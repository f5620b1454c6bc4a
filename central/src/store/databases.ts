import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { BRANCH_MIGRATIONS } from './branch-schema.ts'
import type { Db, StorageFailure } from './db.ts'
import { FileDb } from './file-db.ts'
import { HQ_MIGRATIONS } from './hq-schema.ts'
import { migrate } from './migrate.ts'
import { assertDurable, branchDatabase, createNamespace, HQ } from './namespaces.ts'
import { RemoteDb } from './remote-db.ts'

export interface StorageOptions {
  readonly dataDir: string
  /** The disk under a file has failed: the program must end and start anew. */
  readonly onFatal?: (failure: StorageFailure) => void
  /** Server instead of files. */
  readonly server: {
    readonly url: string
    readonly token: string | null
    /** Where new namespaces are created; null where somebody else does. */
    readonly adminUrl: string | null
  } | null
}

/** The centre's databases: one for headquarters, one journal archive per branch, each opened once. */
export class Databases {
  readonly hq: Db
  readonly #options: StorageOptions
  readonly #branches = new Map<string, Promise<Db>>()

  private constructor(options: StorageOptions, hq: Db) {
    this.#options = options
    this.hq = hq
  }

  static async open(options: StorageOptions): Promise<Databases> {
    const hq = await connect(options, HQ)
    await migrate(hq, HQ, HQ_MIGRATIONS)
    return new Databases(options, hq)
  }

  /** The archive of a branch; made on first use. */
  branch(branchId: string): Promise<Db> {
    const known = this.#branches.get(branchId)
    if (known) return known
    const opening = this.#openBranch(branchDatabase(branchId))
    this.#branches.set(branchId, opening)
    opening.catch(() => this.#branches.delete(branchId))
    return opening
  }

  async #openBranch(name: string): Promise<Db> {
    const db = await connect(this.#options, name)
    await migrate(db, name, BRANCH_MIGRATIONS)
    return db
  }

  async close(): Promise<void> {
    const branches = await Promise.allSettled(this.#branches.values())
    for (const branch of branches) if (branch.status === 'fulfilled') await branch.value.close()
    await this.hq.close()
  }
}

async function connect({ dataDir, server, onFatal }: StorageOptions, name: string): Promise<Db> {
  if (server === null) {
    mkdirSync(dataDir, { recursive: true })
    return new FileDb(join(dataDir, `${name}.db`), onFatal)
  }
  if (server.adminUrl !== null) await createNamespace(server.adminUrl, name)
  const db = new RemoteDb({ url: server.url, token: server.token, name })
  await assertDurable(db, name)
  return db
}
