import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestCentre } from '../testing/centre.fixture.ts'
import { TestJournal } from '../testing/journal.fixture.ts'
import { hasSqld, TestSqld } from './sqld.fixture.ts'

const sqld = new TestSqld()

describe.skipIf(!hasSqld)(
  `a centre on a libSQL server${hasSqld ? '' : ' (SKIPPED: sqld is missing)'}`,
  () => {
    beforeAll(async () => {
      await sqld.start()
    })
    afterAll(() => sqld.stop())

    it('does what it does on files: enrols, takes a journal once, and answers after a restart', async () => {
      const storage = { dataDir: '', server: { url: sqld.url, token: null, adminUrl: sqld.adminUrl } }
      const centre = await TestCentre.start({ storage })
      const admin = await centre.admin()
      await centre.seed(admin)
      const box = await centre.box(admin, 'north')
      const journal = new TestJournal()
      journal.adopt(centre.now)
      for (let i = 0; i < 5; i += 1) journal.sell({ at: centre.now })
      const send = () => box.call('POST', '/v1/journal', { epoch: journal.epoch, entries: journal.entries })
      const answers = await Promise.all([send(), send()])
      expect(answers.map((answer) => answer.body)).toEqual([{ mark: 6 }, { mark: 6 }])
      await centre.restart()
      expect(await box.call('GET', `/v1/journal/mark?epoch=${journal.epoch}`)).toMatchObject({
        body: { mark: 6 },
      })
      const figures = await centre.as(admin)(
        'GET',
        '/api/branches/north/figures?from=2026-11-23&to=2026-11-23',
      )
      expect(figures.body).toMatchObject({ receipts: 5, gross: 450, duplicates: 0, signaturesVerified: 5 })
      expect(await box.call('GET', '/v1/feed?epoch=&version=0')).toMatchObject({
        status: 200,
        body: { version: 15 },
      })
      const receipts = await centre.as(admin)('GET', '/api/branches/north/receipts?limit=2')
      expect(receipts.body).toMatchObject({ receipts: [{ number: 1, gross: 90 }, { number: 2 }] })
      await centre.stop()
    })
  },
)
