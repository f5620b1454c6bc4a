import { textSchema } from '@brotkasten/domain/schema'
import { enrolRequest } from '@brotkasten/domain/wire/up'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { CodeFailure } from '../boxes/boxes.ts'
import { actionStatement } from '../masterdata/audit.ts'
import { Tries } from '../rate-limit.ts'
import { must } from '../store/db.ts'
import { mayTouch } from './access.ts'
import { addressOf, type Deps, type Env, userOf } from './context.ts'
import { forbidden, notFound, refuse } from './failure.ts'
import { valid } from './valid.ts'

const REFUSALS: Record<CodeFailure, { status: 403 | 410; message: string }> = {
  codeUnknown: { status: 403, message: 'Diesen Code gibt es nicht.' },
  codeUsed: { status: 410, message: 'Dieser Code ist schon benutzt.' },
  codeExpired: { status: 410, message: 'Dieser Code ist abgelaufen.' },
}

/** Branches, their boxes, and how a box becomes one. */
export function boxRoutes({ boxes, masterData, databases, broker, live, clock, log }: Deps) {
  const tries = new Tries({ tries: 10, windowMs: 60_000 })
  return new Hono<Env>()
    .get('/api/branches', async (c) => {
      const branches = await masterData.branches()
      return c.json({ branches: branches.filter((branch) => mayTouch(userOf(c), branch.id)) })
    })
    .get('/api/boxes', async (c) => {
      const rows = await boxes.list()
      const visible = rows.filter((box) => mayTouch(userOf(c), box.branch_id))
      return c.json({
        boxes: visible.map((box) => ({
          boxId: box.id,
          branchId: box.branch_id,
          softwareVersion: box.software_version,
          enrolledAt: box.enrolled_at,
          revokedAt: box.revoked_at,
        })),
      })
    })
    .post('/api/enrolment-codes', valid('json', v.object({ branchId: textSchema(60) })), async (c) => {
      const { branchId } = c.req.valid('json')
      const user = userOf(c)
      if (!mayTouch(user, branchId)) return forbidden(c)
      if ((await masterData.branch(branchId)) === null) return notFound(c, 'Diese Filiale')
      const issued = await boxes.issueCode(branchId, user.id)
      const author = { who: user.id, at: clock().toISOString() }
      await must(databases.hq, [actionStatement('issueEnrolmentCode', 'branch', branchId, author)])
      return c.json(issued, 201)
    })
    .delete('/api/boxes/:id', async (c) => {
      const user = userOf(c)
      const box = await boxes.find(c.req.param('id'))
      if (box === null) return notFound(c, 'Diesen Brotkasten')
      if (!mayTouch(user, box.branch_id)) return forbidden(c)
      await boxes.revoke(box.id)
      await must(databases.hq, [
        actionStatement('revoke', 'box', box.id, { who: user.id, at: clock().toISOString() }),
      ])
      broker().drop(box.id)
      live.touch(box.branch_id)
      return c.json({ done: true as const })
    })
    .post('/v1/enrol', valid('json', enrolRequest), async (c) => {
      const address = addressOf(c)
      const wait = tries.waitSeconds(address, clock())
      if (wait > 0) {
        c.header('retry-after', String(wait))
        const details = { retryAfterSeconds: wait }
        return refuse(c, 429, 'tooManyTries', 'Zu viele falsche Codes. Bitte warten.', { details })
      }
      const { code, softwareVersion } = c.req.valid('json')
      const enrolled = await boxes.enrol(code, softwareVersion)
      if (!enrolled.ok) {
        tries.fail(address, clock())
        const { status, message } = REFUSALS[enrolled.error]
        return refuse(c, status, enrolled.error, message, { field: 'code' })
      }
      const { boxId, branchId, secret } = enrolled.value
      const branch = await masterData.branch(branchId)
      log.info({ boxId, branchId, softwareVersion }, 'a box enrolled')
      live.contact(boxId, branchId)
      return c.json({ boxId, branchId, branchName: branch?.name ?? branchId, secret, mqttUrl: broker().url })
    })
}
