import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { StorageFailure } from '../store/db.ts'
import { boxRoutes } from './boxes.ts'
import type { Deps, Env } from './context.ts'
import { dashboardRoutes, securityHeaders } from './dashboard.ts'
import { refuse } from './failure.ts'
import { feedRoutes } from './feed.ts'
import { figureRoutes } from './figures.ts'
import { accessGuard, jsonOnly, protocolGuard } from './guard.ts'
import { healthRoutes } from './health.ts'
import { journalRoutes, MAX_BATCH_BYTES } from './journal.ts'
import { liveRoutes } from './live.ts'
import { masterDataRoutes } from './master-data.ts'
import { sessionRoutes } from './session.ts'
import { userRoutes } from './users.ts'

const MAX_IMPORT_BYTES = 32 * 1024 * 1024
const MAX_BODY_BYTES = 64 * 1024

const limited = (maxSize: number) =>
  bodyLimit({ maxSize, onError: (c) => refuse(c, 413, 'tooLarge', 'Die Anfrage ist zu groß.') })

const apiRoutes = (deps: Deps) =>
  new Hono<Env>()
    .route('/', healthRoutes(deps))
    .route('/', sessionRoutes(deps))
    .route('/', userRoutes(deps))
    .route('/', boxRoutes(deps))
    .route('/', journalRoutes(deps))
    .route('/', feedRoutes(deps))
    .route('/', masterDataRoutes(deps))
    .route('/', liveRoutes(deps))
    .route('/', figureRoutes(deps))

/** Routes with their shapes, for `hc<CentralApi>`. */
export type CentralApi = ReturnType<typeof apiRoutes>

/** The centre's HTTP side: guards, routes, dashboard. */
export function createApp(deps: Deps): Hono<Env> {
  const { log, dashboardDir } = deps
  const app = new Hono<Env>()
  const small = limited(MAX_BODY_BYTES)
  const limits: Record<string, ReturnType<typeof limited>> = {
    '/api/import': limited(MAX_IMPORT_BYTES),
    '/v1/journal': limited(MAX_BATCH_BYTES),
  }
  app.use('*', securityHeaders)
  app.use('/v1/*', protocolGuard)
  for (const area of ['/api/*', '/v1/*', '/health/*']) app.use(area, accessGuard(deps))
  for (const area of ['/api/*', '/v1/*']) {
    app.use(area, jsonOnly)
    app.use(area, (c, next) => (limits[c.req.path] ?? small)(c, next))
  }
  app.use('/api/*', async (c, next) => {
    await next()
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
  })
  app.route('/', apiRoutes(deps))
  if (dashboardDir !== null) app.route('/', dashboardRoutes(dashboardDir))
  app.notFound((c) => refuse(c, 404, 'notFound', 'Diese Adresse gibt es nicht.'))
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500)
      return refuse(c, 400, 'malformed', 'Die Anfrage ist kein gültiges JSON.')
    log.error({ err: error, path: c.req.path, method: c.req.method }, 'a request failed')
    if (error instanceof StorageFailure)
      return refuse(c, 503, 'storage', 'Der Datenspeicher antwortet nicht. Bitte gleich noch einmal.')
    return refuse(c, 500, 'internal', 'In der Zentrale ist ein Fehler aufgetreten.')
  })
  return app
}
