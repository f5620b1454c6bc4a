import type { Volumes } from '../../transport/block-file.ts'
import { findVolume } from '../../transport/search.ts'
import type { Tse } from '../../tse.ts'
import { STATUS_FILE } from '../mailbox.ts'
import { isStatusBlock } from '../status-block.ts'
import { openSwissbitWorm, type SwissbitWormOptions } from './device.ts'
import type { WormContext, WormResult } from './library.ts'
import { loadWormLibrary } from './load-library.ts'

export interface SwissbitLibraryOptions extends Omit<SwissbitWormOptions, 'connect'> {
  /** Where the operator keeps the maker's library, for example `libWormAPI.so`. */
  readonly libraryPath: string
  /** Where to look for the device; the library is given the mount point of the volume that bears the mark. */
  readonly volumes: Volumes
  readonly load?: (libraryPath: string, mountPoint: string) => WormResult<WormContext>
}

/** A Swissbit TSE through the operator's copy of the maker's library; found again under another name after a loss. */
export function openSwissbitLibrary({
  libraryPath,
  volumes,
  load = loadWormLibrary,
  ...options
}: SwissbitLibraryOptions): Tse {
  const connect = async (): WormResult<WormContext> => {
    const found = await findVolume(volumes, STATUS_FILE, isStatusBlock)
    if (!found.ok) return found
    await found.value.marker.close()
    return load(libraryPath, found.value.volume.name)
  }
  return openSwissbitWorm({ ...options, connect })
}
