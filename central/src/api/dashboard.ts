import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Env } from './context.ts'

/** Nothing but our own scripts and styles, in nobody's frame. */
export const securityHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    styleSrc: ["'self'", "'unsafe-inline'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  referrerPolicy: 'no-referrer',
  strictTransportSecurity: false,
})

const HASHED = /\/assets\/.+-[\w-]{8,}\.\w+$/

/** The built dashboard: hashed files for ever, everything else checked each time, unknown addresses are its own. */
export const dashboardRoutes = (root: string) =>
  new Hono<Env>()
    .use('*', async (c, next) => {
      await next()
      c.header(
        'cache-control',
        HASHED.test(c.req.path) && c.res.ok ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    })
    .get('*', serveStatic({ root }))
    .get('/assets/*', (c) => c.notFound())
    .get('*', serveStatic({ root, path: 'index.html' }))
