import { MasterData } from './masterdata/master-data.ts'
import { rebuild } from './projections/rebuild.ts'
import { Databases, type StorageOptions } from './store/databases.ts'

/** A restored centre must begin a new epoch: boxes then take a snapshot instead of mixing two histories. */
export async function newEpoch(storage: StorageOptions): Promise<void> {
  const databases = await Databases.open(storage)
  await new MasterData(databases.hq, () => new Date()).newEpoch()
  await databases.close()
}

/** Makes the projections of every branch anew from its archive. */
export async function rebuildAll(storage: StorageOptions, report: (line: string) => void): Promise<void> {
  const databases = await Databases.open(storage)
  for (const branch of await new MasterData(databases.hq, () => new Date()).branches()) {
    const { entries } = await rebuild(await databases.branch(branch.id), branch.zone)
    report(`${branch.id}: ${entries} entries`)
  }
  await databases.close()
}

/** Commands of the program while the centre is closed: `--new-epoch`, `--rebuild`. */
export async function runMaintenance(command: string, storage: StorageOptions): Promise<void> {
  switch (command) {
    case '--new-epoch':
      await newEpoch(storage)
      return console.info('a new epoch has begun: every box will take a snapshot')
    case '--rebuild':
      return rebuildAll(storage, (line) => console.info(line))
    default:
      throw new Error(`unknown command ${command}: --new-epoch or --rebuild`)
  }
}
