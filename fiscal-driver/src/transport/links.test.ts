import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { LinkEvents } from './byte-link.ts'
import { concat, text, utf8 } from './bytes.ts'
import { ManualClock } from './clock.ts'
import { MemoryLine } from './memory-link.ts'
import { Pending } from './pending.ts'
import { hasPty, ptyWith } from './pty.fixture.ts'
import { serialDial } from './serial.ts'
import { tcpDial } from './tcp.ts'

/** Collects what a link says, and waits for it. */
class Ear implements LinkEvents {
  #heard: Uint8Array[] = []
  #wake: () => void = () => {}
  ended: string | null = null

  bytes(chunk: Uint8Array): void {
    this.#heard.push(Uint8Array.from(chunk))
    this.#wake()
  }

  end({ detail }: { detail: string }): void {
    this.ended = detail
    this.#wake()
  }

  get all(): Uint8Array {
    return concat(this.#heard)
  }

  get text(): string {
    return text(this.all)
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}

/** A server on a free port that greets and echoes. */
async function echoServer() {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    socket.write('hello ')
    socket.on('data', (chunk) => socket.write(chunk))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { port, sockets, close: () => server.close() }
}

describe('a TCP link', () => {
  test('hears the greeting and carries bytes both ways', async () => {
    const server = await echoServer()
    const ear = new Ear()
    const link = await tcpDial({ host: '127.0.0.1', port: server.port })(ear)
    if (!link.ok) throw new Error(link.error.detail)
    await link.value.write(utf8('abc'))
    await ear.until(() => ear.text === 'hello abc')
    await link.value.close()
    expect(ear.ended).toBeNull()
    expect(await link.value.write(utf8('x'))).toMatchObject({ error: { kind: 'unreachable' } })
    server.close()
  })

  test('says when the other side hangs up', async () => {
    const server = await echoServer()
    const ear = new Ear()
    const link = await tcpDial({ host: '127.0.0.1', port: server.port })(ear)
    await ear.until(() => ear.text === 'hello ')
    server.sockets[0]?.destroy()
    await ear.until(() => ear.ended !== null)
    expect(ear.ended).toContain(`127.0.0.1:${server.port}: `)
    if (link.ok) expect(await link.value.write(utf8('x'))).toMatchObject({ error: { kind: 'unreachable' } })
    server.close()
  })

  test('to a closed port is unreachable', async () => {
    const server = await echoServer()
    server.close()
    const refused = await tcpDial({ host: '127.0.0.1', port: server.port })(new Ear())
    expect(refused).toMatchObject({ error: { detail: expect.stringContaining('ECONNREFUSED') } })
  })

  test('that does not come about is given up by the clock', async () => {
    const clock = new ManualClock()
    // An address reserved for documentation: nothing ever answers there.
    const dialled = tcpDial({ host: '192.0.2.1', port: 9, connectTimeout: 100 }, clock)(new Ear())
    clock.advance(100)
    const failed = await dialled
    expect(failed).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
  })
})

describe('a serial link', () => {
  test.skipIf(!hasPty)(
    'carries every byte value unchanged both ways [needs util-linux script and /dev/ptmx]',
    async () => {
      const ear = new Ear()
      const every = Uint8Array.from({ length: 256 }, (_, at) => at)
      const pty = await ptyWith({
        connected: (reply) => ({
          bytes: (chunk) => {
            ear.bytes(chunk)
            if (ear.all.length === every.length) reply(every)
          },
          closed: () => {},
        }),
      })
      const host = new Ear()
      const link = await serialDial(pty.path)(host)
      if (!link.ok) throw new Error(link.error.detail)
      await link.value.write(every)
      await host.until(() => host.all.length >= every.length)
      expect(ear.all).toEqual(every)
      expect(host.all).toEqual(every)
      pty.stop()
      await host.until(() => host.ended !== null)
      expect(await link.value.write(every)).toMatchObject({ error: { kind: 'unreachable' } })
    },
  )

  test('to a path that is not there is unreachable', async () => {
    expect(await serialDial('/dev/serial/by-path/none')(new Ear())).toMatchObject({
      error: { kind: 'unreachable', detail: 'cannot open /dev/serial/by-path/none: ENOENT' },
    })
  })
})

describe('a line in memory', () => {
  const peer = (log: string[]) => ({
    connected: (reply: (bytes: Uint8Array) => void, hangUp: () => void) => ({
      bytes: (chunk: Uint8Array) => {
        log.push(text(chunk))
        if (text(chunk) === 'bye') hangUp()
        else reply(chunk)
      },
      closed: () => log.push('closed'),
    }),
  })

  test('cuts answers into chunks as told and records both directions', async () => {
    const line = new MemoryLine(peer([]))
    line.chunk = 2
    const ear = new Ear()
    const link = await line.dial(ear)
    if (link.ok) await link.value.write(utf8('abcde'))
    await ear.until(() => ear.text === 'abcde')
    expect(line.received.map(text)).toEqual(['ab', 'cd', 'e'])
    expect(line.sent.map(text)).toEqual(['abcde'])
  })

  test('goes dead after the byte it was told, and comes back when plugged in again', async () => {
    const log: string[] = []
    const line = new MemoryLine(peer(log))
    const ear = new Ear()
    const link = await line.dial(ear)
    if (!link.ok) throw new Error(link.error.detail)
    line.unplugAfter(7)
    await link.value.write(utf8('abcde'))
    await ear.until(() => ear.ended !== null)
    expect(ear.text).toBe('ab')
    expect(log).toEqual(['abcde', 'closed'])
    expect(await line.dial(ear)).toMatchObject({ error: { kind: 'unreachable' } })
    line.replug()
    expect((await line.dial(ear)).ok).toBe(true)
  })

  test('tells when the device hangs up', async () => {
    const line = new MemoryLine(peer([]))
    const ear = new Ear()
    const link = await line.dial(ear)
    if (link.ok) await link.value.write(utf8('bye'))
    expect(ear.ended).toBe('memory line: hung up')
  })
})

describe('a pending answer', () => {
  const silent = { write: async () => ({ ok: true, value: undefined }) as const, close: async () => {} }

  test('may arrive while the question is still being written', async () => {
    const pending = new Pending<string>(new ManualClock())
    const quick = {
      ...silent,
      write: async () => {
        pending.deliver('early')
        return silent.write()
      },
    }
    expect(await pending.ask(quick, utf8('?'), { what: 'answer', ms: 10 })).toEqual({
      ok: true,
      value: 'early',
    })
  })

  test('that never comes is named in the time-out', async () => {
    const clock = new ManualClock()
    const pending = new Pending<string>(clock)
    const asked = pending.ask(silent, utf8('?'), { what: 'answer to StartTransaction', ms: 1500 })
    await Promise.resolve()
    await Promise.resolve()
    clock.advance(1500)
    expect(await asked).toEqual({
      ok: false,
      error: { kind: 'timeout', detail: 'no answer to StartTransaction within 1500 ms' },
    })
    expect(pending.deliver('late')).toBe(false)
    expect(clock.waiting).toBe(0)
  })

  test('ignores frames that are not for it', async () => {
    const pending = new Pending<string>(new ManualClock())
    const asked = pending.ask(silent, utf8('?'), { what: 'b', ms: 10, accept: (frame) => frame === 'b' })
    expect(pending.deliver('a')).toBe(false)
    expect(pending.deliver('b')).toBe(true)
    expect(await asked).toEqual({ ok: true, value: 'b' })
  })

  test('fails with the link that could not write', async () => {
    const pending = new Pending<string>(new ManualClock())
    const dead = {
      ...silent,
      write: async () => ({ ok: false, error: { kind: 'unreachable', detail: 'gone' } }) as const,
    }
    expect(await pending.ask(dead, utf8('?'), { what: 'x', ms: 10 })).toMatchObject({
      error: { detail: 'gone' },
    })
  })
})
