import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { alignedMemory, MassStorageFile } from './mass-storage-file.ts'
import { type EmulatedFile, MemoryVolumes } from './memory-volumes.ts'
import { mountedVolumes, mountPoints, volumesAt } from './mounted-volumes.ts'
import { findVolume } from './search.ts'

const folder = mkdtempSync(join(tmpdir(), 'volumes-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A folder that plays a mounted stick. */
function stick(name: string, file: string, content: Uint8Array): string {
  const root = join(folder, name)
  mkdirSync(root, { recursive: true })
  writeFileSync(join(root, file), content)
  return root
}

/** Plain memory that takes every write. */
class Memory implements EmulatedFile {
  readonly size = 1024
  readonly bytes = new Uint8Array(1024)
  read(position: number, length: number): Uint8Array {
    return this.bytes.subarray(position, position + length)
  }
  write(position: number, bytes: Uint8Array): void {
    this.bytes.set(bytes, position)
  }
}

describe('a file past the page cache', () => {
  test('takes whole sectors and gives them back', async () => {
    const root = stick('plain', 'X.bin', new Uint8Array(8192))
    const opened = await MassStorageFile.open(join(root, 'X.bin'))
    if (!opened.ok) throw new Error(opened.error.detail)
    const file = opened.value
    const block = new Uint8Array(1024).map((_, at) => at)
    expect(await file.write(512, block)).toEqual({ ok: true, value: undefined })
    expect(await file.read(512, 1024)).toEqual({ ok: true, value: block })
    expect(await file.read(0, 8192)).toMatchObject({ ok: true })
    expect(await file.size()).toEqual({ ok: true, value: 8192 })
    const beyond = await file.read(8192, 512)
    expect(beyond).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
    await file.close()
    expect(await file.read(0, 512)).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
  })

  test('hands out memory of its own, not the buffer the next read overwrites', async () => {
    const root = stick('own', 'X.bin', new Uint8Array(8192).fill(1))
    const opened = await MassStorageFile.open(join(root, 'X.bin'))
    if (!opened.ok) throw new Error(opened.error.detail)
    const first = await opened.value.read(0, 512)
    await opened.value.write(0, new Uint8Array(512).fill(2))
    await opened.value.read(0, 512)
    expect(first.ok && first.value.every((byte) => byte === 1)).toBe(true)
    await opened.value.close()
  })

  test('refuses what the kernel would refuse', async () => {
    const root = stick('odd', 'X.bin', new Uint8Array(8192))
    const opened = await MassStorageFile.open(join(root, 'X.bin'))
    if (!opened.ok) throw new Error(opened.error.detail)
    await expect(opened.value.read(1, 512)).rejects.toThrow(RangeError)
    await expect(opened.value.write(0, new Uint8Array(100))).rejects.toThrow(RangeError)
    await opened.value.close()
  })

  test('that is not there is unreachable', async () => {
    const missing = await MassStorageFile.open(join(folder, 'nowhere'))
    expect(missing).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
    expect(!missing.ok && missing.error.detail).toContain('ENOENT')
  })

  test('uses memory whose buffer is resizable, because only that is aligned', () => {
    expect(alignedMemory(512).buffer.resizable).toBe(true)
    expect(alignedMemory(512)).toHaveLength(512)
  })
})

describe('the mount table', () => {
  const table = [
    '/dev/vda / ext4 rw 0 0',
    'proc /proc proc rw 0 0',
    '/dev/sda1 /media/old vfat rw 0 0',
    'server:/x /mnt/nfs nfs rw 0 0',
    '/dev/sdb1 /media/TSE\\040CARD vfat rw,noatime 0 0',
    'tse /run/tse fuse.tse rw 0 0',
  ].join('\n')

  test('yields sticks and FUSE mounts, the newest first, and no other file systems', () => {
    expect(mountPoints(table)).toEqual(['/run/tse', '/media/TSE CARD', '/media/old'])
  })

  test('is read anew at every search', async () => {
    const path = join(folder, 'mounts')
    const volumes = mountedVolumes(path)
    writeFileSync(path, '')
    expect(await volumes.list()).toEqual([])
    writeFileSync(path, table)
    expect((await volumes.list()).map(({ name }) => name)).toHaveLength(3)
  })
})

describe('the search', () => {
  test('finds the volume that holds the mark', async () => {
    const roots = [stick('a', 'OTHER.bin', new Uint8Array(512)), stick('b', 'MARK.bin', new Uint8Array(512))]
    const found = await findVolume(volumesAt(roots), 'MARK.bin')
    expect(found.ok && found.value.volume.name).toBe(roots[1])
    if (found.ok) await found.value.marker.close()
  })

  test('passes over a mount that opens but cannot be read', async () => {
    const volumes = new MemoryVolumes({ files: new Map([['MARK.bin', new Memory()]]) })
    volumes.unplug()
    expect(await findVolume(volumes, 'MARK.bin')).toMatchObject({
      ok: false,
      error: { detail: 'no volume with MARK.bin; /mnt/stick-1: cannot read MARK.bin: EIO' },
    })
    volumes.plug({ files: new Map([['MARK.bin', new Memory()]]) })
    const found = await findVolume(volumes, 'MARK.bin')
    expect(found.ok && found.value.volume.name).toBe('/mnt/stick-2')
  })

  test('passes over a file that only bears the name', async () => {
    const volumes = new MemoryVolumes({ files: new Map([['MARK.bin', new Memory()]]) })
    const found = await findVolume(volumes, 'MARK.bin', (sector) => sector[0] === 0x47)
    expect(found).toMatchObject({ error: { detail: expect.stringContaining('not the marker expected') } })
  })
})

describe('a volume in memory', () => {
  test('breaks off after the byte it was told, and the bytes before it arrive', async () => {
    const memory = new Memory()
    const volumes = new MemoryVolumes({ files: new Map([['F', memory]]) })
    const [volume] = await volumes.list()
    const file = await volume?.open('F')
    if (!file?.ok) throw new Error('cannot open')
    volumes.unplugAfter(3)
    expect(await file.value.write(0, new Uint8Array(512).fill(9))).toMatchObject({ ok: false })
    expect(memory.bytes.subarray(0, 5)).toEqual(Uint8Array.of(9, 9, 9, 0, 0))
    expect(await file.value.read(0, 512)).toMatchObject({ error: { detail: 'cannot read F: EIO' } })
    expect(volumes.trace).toEqual([])
  })

  test('tells its stick when the power goes, once', async () => {
    let cuts = 0
    const volumes = new MemoryVolumes({ files: new Map(), powerOff: () => (cuts += 1) })
    volumes.unplug()
    volumes.unplug()
    expect(cuts).toBe(1)
  })
})
