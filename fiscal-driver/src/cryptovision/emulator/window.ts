import type { EmulatedFile } from '../../transport/memory-volumes.ts'
import {
  ANSWER_HEADER,
  busyHeader,
  decodeRequest,
  encodeAnswer,
  type Request,
  timeoutHeader,
  WINDOW_SIZE,
} from '../frame.ts'
import type { Fault } from './faults.ts'

/** What the card makes of a request: the bytes of its answer, when they are there. */
export interface Reaction {
  readonly answer: Promise<Uint8Array>
  readonly fault: Fault | null
}

export interface WindowOptions {
  readonly react: (request: Request) => Reaction
  /** Reads that still show the host's token, then reads that show the busy marker. */
  readonly untakenPolls: number
  readonly busyPolls: number
  readonly losePower: () => void
}

interface Job {
  untaken: number
  busy: number
  content: Uint8Array | null
  readonly fault: Fault | null
}

/**
 * The transport window, edited in place as a real card does it: the busy marker goes over magic, token and length only,
 * and behind every answer stands what stood there before. A driver that reads past the length is caught.
 */
export class CardWindow implements EmulatedFile {
  readonly size = WINDOW_SIZE
  #options: WindowOptions
  #memory = new Uint8Array(WINDOW_SIZE)
  /** The request being worked on; null when its answer stands in the window, or after a power cut. */
  #job: Job | null = null

  constructor(options: WindowOptions) {
    this.#options = options
  }

  powerOff(): void {
    this.#job = null
    this.#memory.fill(0)
  }

  /** A request counts as written as soon as its last command byte is there, even if the rest of the write is lost. */
  write(position: number, bytes: Uint8Array): void {
    this.#memory.set(bytes.subarray(0, Math.max(0, WINDOW_SIZE - position)), position)
    const request = position === 0 ? decodeRequest(bytes) : null
    if (request === null) return
    const { answer, fault } = this.#options.react(request)
    const job: Job = {
      untaken: fault?.kind === 'untaken' ? pollsOf(fault) : this.#options.untakenPolls,
      busy: fault?.kind === 'busy' ? pollsOf(fault) : this.#options.busyPolls,
      content: null,
      fault,
    }
    this.#job = job
    void answer.then((content) => {
      job.content = content
    })
  }

  read(position: number, length: number): Uint8Array {
    if (position === 0 && this.#job !== null) this.#poll(this.#job)
    return this.#memory.subarray(position, position + length)
  }

  #poll(job: Job): void {
    if (job.untaken > 0) {
      job.untaken -= 1
      return
    }
    if (job.busy > 0 || job.content === null) {
      job.busy -= 1
      this.#memory.set(busyHeader())
      return
    }
    this.#job = null
    this.#reveal(job.content, job.fault)
  }

  #reveal(content: Uint8Array, fault: Fault | null): void {
    switch (fault?.kind) {
      case 'deviceTimeout':
        this.#memory.set(timeoutHeader())
        break
      case 'sdError':
        this.#memory.set(sdErrorHeader())
        break
      case 'garbage':
        this.#memory.fill(0xa5, 0, ANSWER_HEADER + content.length)
        break
      case 'torn':
        this.#memory.set(encodeAnswer(content).subarray(0, ANSWER_HEADER + 2))
        break
      case 'lyingLength':
        this.#memory.set(encodeAnswer(content))
        this.#memory.set(Uint8Array.of(0x7f, 0xff), ANSWER_HEADER)
        break
      case 'powerLoss':
        this.#options.losePower()
        break
      case 'untaken':
      case 'busy':
      case undefined:
        this.#memory.set(encodeAnswer(content))
    }
  }
}

const pollsOf = ({ polls }: Fault): number => polls ?? Number.POSITIVE_INFINITY

const sdErrorHeader = (): Uint8Array => {
  const header = timeoutHeader()
  header[33] = 0x10
  return header
}
