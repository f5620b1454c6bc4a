import { createServer, type Server } from 'node:http'
import { enrolAnswer } from '@brotkasten/domain/wire/up'
import { createAdaptorServer } from '@hono/node-server'
import { pino } from 'pino'
import { openCentre } from '../../central/src/centre.ts'
import { listen } from '../../central/src/listen.ts'
import { ask } from '../support/ask.ts'
import { chain } from '../support/chain.ts'
import { Headquarters, setUp } from '../support/headquarters.ts'

const SETUP_TOKEN = 'bench-setup-token'
const LOG_IN = { name: 'bench', password: 'brotkorb-2026' }

/** A centre of this process behind a real socket, with one enrolled box in each of many branches. */
export interface HttpCentre {
  readonly port: number
  /** `boxId.secret` of every box. */
  readonly credentials: readonly string[]
  close(): Promise<void>
}

export async function openHttpCentre(dataDir: string, boxes: number): Promise<HttpCentre> {
  const centre = await openCentre({
    storage: { dataDir, server: null },
    clock: () => new Date(),
    log: pino({ level: 'silent' }),
    setupToken: SETUP_TOKEN,
    dashboardDir: null,
  })
  const http = createAdaptorServer({ fetch: centre.app.fetch, createServer }) as Server
  const port = await listen(http, '127.0.0.1', 0, 'PORT')
  const url = `http://127.0.0.1:${port}`
  await setUp(url, SETUP_TOKEN, LOG_IN)
  const headquarters = await Headquarters.logIn(url, LOG_IN)
  const base = chain()
  const branches = Array.from({ length: boxes }, (_, index) =>
    base.branches.map((branch) => ({ ...branch, id: `filiale-${index}`, name: `Filiale ${index}` })),
  ).flat()
  await headquarters.import({ ...base, branches, staff: [] })
  const credentials: string[] = []
  for (const { id } of branches) {
    const code = await headquarters.enrolmentCode(id)
    const { boxId, secret } = await ask(enrolAnswer, url, '/v1/enrol', {
      body: { code, softwareVersion: '0.1.0' },
    })
    credentials.push(`${boxId}.${secret}`)
  }
  return {
    port,
    credentials,
    close: async () => {
      http.close()
      http.closeAllConnections()
      await centre.close()
    },
  }
}
