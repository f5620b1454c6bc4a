import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { auditRoutes } from './audit.ts'
import { cashRoutes } from './cash.ts'
import type { Deps, Env } from './deps.ts'
import { liveRoutes } from './events.ts'
import { failure, onError } from './failures.ts'
import { writes } from './guards.ts'
import { saleRoutes } from './sales.ts'
import { sessionRoutes } from './sessions.ts'
import { terminalRoutes } from './terminals.ts'

const apiRoutes = (deps: Deps) =>
  new Hono<Env>()
    .use('*', writes)
    .route('/', terminalRoutes(deps))
    .route('/', sessionRoutes(deps))
    .route('/', saleRoutes(deps))
    .route('/', cashRoutes(deps))
    .route('/', liveRoutes(deps))
    .route('/', auditRoutes(deps))

/** The box over HTTP: its API under `/api`, health, and the terminal app for everything else. */
export function boxApp(deps: Deps) {
  return new Hono<Env>()
    .use(
      secureHeaders({
        contentSecurityPolicy: {
          defaultSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          frameAncestors: ["'none'"],
        },
      }),
    )
    .get('/health/live', (c) => c.json({ ok: true }))
    .get('/health/ready', (c) => {
      const sellable = deps.replica.catalogue.branch !== null
      return c.json({ ok: sellable, ...deps.status() }, sellable ? 200 : 503)
    })
    .route('/api', apiRoutes(deps))
    .all('/api/*', (c) => c.json(failure('unknownRoute', null, 'Diese Adresse gibt es nicht.'), 404))
    .get(
      '/assets/*',
      serveStatic({
        root: deps.terminalDir,
        onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
      }),
    )
    .get(
      '*',
      serveStatic({ root: deps.terminalDir, onFound: (_path, c) => c.header('cache-control', 'no-cache') }),
    )
    .get('*', serveStatic({ root: deps.terminalDir, path: 'index.html' }))
    .onError(onError(deps.log))
}

/** Types for the terminal's client; nothing else of this program is importable from outside. */
export type EdgeApi = ReturnType<typeof boxApp>
