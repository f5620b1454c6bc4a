import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packetLimit } from './packet-limit.ts'

const LIMIT = 300

/** An MQTT packet with a body of so many bytes. */
function packet(body: number): Buffer {
  const length: number[] = []
  let left = body
  do {
    length.push((left % 128) | (left >= 128 ? 0x80 : 0))
    left = Math.floor(left / 128)
  } while (left > 0)
  return Buffer.concat([Buffer.from([0x30, ...length]), Buffer.alloc(body, 0xff)])
}

const through = async (bytes: Buffer, cuts: readonly number[]) => {
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((a, b) => a - b)
  const chunks = [...ends, bytes.length].map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
  const limit = packetLimit(LIMIT)
  const [out] = await Promise.all([buffer(limit), pipeline(Readable.from(chunks), limit)])
  return out
}

describe('the packet limit', () => {
  it('passes packets within it byte for byte, however they are cut', async () => {
    const bodies = fc.array(fc.nat(LIMIT - 3), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(bodies, fc.array(fc.nat(3_000), { maxLength: 12 }), async (sizes, cuts) => {
        const bytes = Buffer.concat(sizes.map(packet))
        expect(await through(bytes, cuts)).toEqual(bytes)
      }),
    )
  })

  it('fails on a larger one wherever it stands, and on a length that never ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(LIMIT - 3), { maxLength: 4 }),
        fc.array(fc.nat(900)),
        async (sizes, cuts) => {
          const bytes = Buffer.concat([...sizes.map(packet), packet(LIMIT + 50)])
          await expect(through(bytes, cuts)).rejects.toThrow('an MQTT packet is larger than 300 bytes')
        },
      ),
    )
    await expect(through(Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0x01]), [])).rejects.toThrow(
      'larger than',
    )
  })
})
