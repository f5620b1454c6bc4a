import { ok, type Result } from '@brotkasten/domain/result'
import { type BlockFile, SECTOR, type Volume, type Volumes } from './block-file.ts'
import { type Unreachable, unreachable } from './failure.ts'

export interface FoundVolume {
  readonly volume: Volume
  /** The marker file, open and proven readable. */
  readonly marker: BlockFile
}

/**
 * Finds the first volume whose root holds the marker file and that can really be read. Opening alone proves nothing:
 * after a stick was pulled, the file still exists and opens on the stale mount, and only reading fails with EIO.
 */
export async function findVolume(
  volumes: Volumes,
  markerName: string,
  accept: (firstSector: Uint8Array) => boolean = () => true,
): Promise<Result<FoundVolume, Unreachable>> {
  const tried: string[] = []
  for (const volume of await volumes.list()) {
    const marker = await volume.open(markerName)
    if (!marker.ok) continue
    const probe = await marker.value.read(0, SECTOR)
    if (probe.ok && accept(probe.value)) return ok({ volume, marker: marker.value })
    tried.push(`${volume.name}: ${probe.ok ? 'not the marker expected' : probe.error.detail}`)
    await marker.value.close()
  }
  return unreachable([`no volume with ${markerName}`, ...tried].join('; '))
}
