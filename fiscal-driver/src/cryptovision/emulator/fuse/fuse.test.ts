import { constants, existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { tseContract } from '../../../contract/tse-contract.ts'
import { volumesAt } from '../../../transport/mounted-volumes.ts'
import { COMMANDS } from '../../commands.ts'
import { openCryptovision } from '../../device.ts'
import { WINDOW_FILE } from '../../frame.ts'
import { provisionCryptovision } from '../../provision.ts'
import { must, SECRETS } from '../bench.fixture.ts'
import { CardBox, fuseProblem } from './box.fixture.ts'
import { ERRNO, nameIn, OPERATION, readRequest, reply } from './protocol.ts'

const problem = await fuseProblem()
const pins = { admin: SECRETS.adminPin, timeAdmin: SECRETS.timeAdminPin }
const pacing = { pollEvery: 1, timeout: 10_000 }
const CODES = { start: COMMANDS.startTransaction.code, finish: COMMANDS.finishTransaction.code }

describe('the protocol of the kernel', () => {
  test('frames a reply by its length and number', () => {
    const bytes = reply(7n, Buffer.from('abc'))
    expect(bytes.readUInt32LE(0)).toBe(19)
    expect(bytes.readInt32LE(4)).toBe(0)
    expect(bytes.readBigUInt64LE(8)).toBe(7n)
    expect(reply(7n, { errno: ERRNO.EIO }).readInt32LE(4)).toBe(-5)
  })

  test('refuses a request whose length is not its own', () => {
    const request = Buffer.alloc(45)
    request.writeUInt32LE(45, 0)
    request.writeUInt32LE(OPERATION.lookup, 4)
    request.write('ab', 40)
    const read = readRequest(request)
    expect(read?.operation).toBe(OPERATION.lookup)
    expect(nameIn(read?.body ?? Buffer.alloc(0))).toBe('ab')
    expect(readRequest(request.subarray(0, 44))).toBeNull()
    expect(readRequest(Buffer.alloc(3))).toBeNull()
  })
})

describe.skipIf(problem !== null)(`a card behind a real file [${problem ?? 'by FUSE'}]`, () => {
  const box = problem === null ? new CardBox() : null
  afterAll(() => box?.close())
  let count = 0

  /** A provisioned card in a folder, and the list of folders it has been in. */
  async function insert(into: CardBox, limits: object = {}) {
    count += 1
    const card = count
    const folders = [into.nextFolder()]
    await into.order({ do: 'insert', card, folder: folders[0] ?? '', limits })
    const volumes = { list: () => volumesAt(folders).list() }
    must(await provisionCryptovision({ volumes, secrets: SECRETS, clients: [], now: new Date(), pacing }))
    return { card, folders, tse: openCryptovision({ volumes, pins, pacing }) }
  }

  const theBox = (): CardBox => box ?? expect.fail()

  tseContract(
    'the CryptoVision driver on a mounted card',
    async (limits) => {
      const { card, folders, tse } = await insert(theBox(), limits)
      return {
        tse,
        now: () => new Date(),
        restart: async () => {
          const folder = theBox().nextFolder()
          await theBox().order({ do: 'replug', card, folder })
          folders.push(folder)
        },
        loseAnswer: async (of) => {
          await theBox().order({ do: 'loseAnswer', card, code: CODES[of] })
        },
        dispose: async () => {
          await tse.close()
          for (const folder of folders) theBox().unmount(folder)
        },
      }
    },
    { runs: 3 },
  )

  test('is opened with O_DIRECT, and a second look is never served from the page cache', async () => {
    const { folders } = await insert(theBox())
    const file = await open(join(folders[0] ?? '', WINDOW_FILE), constants.O_RDWR | constants.O_DIRECT)
    const { buffer } = await file.read(Buffer.alloc(512), 0, 512, 0)
    expect(buffer.subarray(0, 12).toString('latin1')).toBe('AdVancED SeC')
    await file.close()
  })

  test('that was torn out leaves a dead mount; the next one is found beside it', async () => {
    const torn = new CardBox()
    const first = await insert(torn)
    must(await first.tse.open(new Date()))
    await torn.kill()
    expect(await first.tse.status()).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
    expect(await first.tse.open(new Date())).toMatchObject({ ok: false, error: { kind: 'unreachable' } })

    const second = await insert(theBox())
    first.folders.push(...second.folders)
    expect(must(await first.tse.open(new Date())).serial).toHaveLength(64)
    torn.close()
  })

  test('that was pulled is still listed and still opens, as a stale mount does', async () => {
    const { card, folders, tse } = await insert(theBox())
    must(await tse.open(new Date()))
    await theBox().order({ do: 'pull', card })
    const path = join(folders[0] ?? '', WINDOW_FILE)
    expect(existsSync(path)).toBe(true)
    const file = await open(path, constants.O_RDWR | constants.O_DIRECT)
    await expect(file.read(Buffer.alloc(512), 0, 512, 0)).rejects.toThrow('EIO')
    await file.close()
    expect(await tse.status()).toMatchObject({ error: { kind: 'unreachable' } })
  })
})
