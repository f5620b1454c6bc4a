import { articleSchema, type Price, priceListSchema } from '@brotkasten/domain/catalogue/entities'
import { cents } from '@brotkasten/domain/money/cents'
import { priceCentsSchema, textSchema } from '@brotkasten/domain/schema'
import { Hono } from 'hono'
import * as v from 'valibot'
import { importSchema } from '../masterdata/import.ts'
import { priceId } from '../masterdata/record.ts'
import { type Deps, type Env, userOf } from './context.ts'
import { notFound, refuse } from './failure.ts'
import { valid } from './valid.ts'

const priceRequest = v.object({ takeaway: priceCentsSchema, dineIn: v.nullable(priceCentsSchema) })
const position = v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'must be a position'), v.transform(Number))
const auditQuery = v.object({ before: v.optional(position, String(Number.MAX_SAFE_INTEGER).slice(0, 15)) })

/** Articles, prices and bulk master data. */
export const masterDataRoutes = ({ masterData }: Deps) =>
  new Hono<Env>()
    .post('/api/import', valid('json', importSchema), async (c) => {
      const applied = await masterData.import(c.req.valid('json'), userOf(c).id)
      if (!applied.ok) {
        const { field, missing } = applied.error
        const message = `„${missing}“ ist unbekannt.`
        return refuse(c, 422, 'unknownReference', message, { field, details: { missing } })
      }
      const { version, changes, branches } = applied.value
      return c.json({ version, changes: changes.length, branches: branches.length })
    })
    .get('/api/articles', valid('query', v.object({ list: v.optional(textSchema(60)) })), async (c) => {
      const lists = await masterData.priceLists()
      const listId = c.req.valid('query').list ?? lists[0]?.id
      if (listId !== undefined && !lists.some((list) => list.id === listId))
        return notFound(c, 'Diese Preisliste')
      const prices = await masterData.pricesOf(listId ?? '')
      const articles = (await masterData.articles()).flatMap((article) => {
        const price = prices.get(article.id)
        return price ? [{ ...article, takeaway: price.takeaway, dineIn: price.dineIn }] : []
      })
      return c.json({ list: listId ?? null, lists, groups: await masterData.productGroups(), articles })
    })
    .put('/api/articles/:id', valid('json', articleSchema), async (c) => {
      const article = c.req.valid('json')
      const id = c.req.param('id')
      if (article.id !== id)
        return refuse(c, 400, 'invalid', 'Die Angabe „id“ passt nicht zur Adresse.', { field: 'id' })
      const groups = await masterData.productGroups()
      if (!groups.some((group) => group.id === article.groupId))
        return refuse(c, 422, 'unknownReference', `„${article.groupId}“ ist unbekannt.`, { field: 'groupId' })
      const { version, branches } = await masterData.put(
        [{ entity: 'article', id, data: article, branches: null }],
        userOf(c).id,
      )
      return c.json({ version, branches: branches.length })
    })
    .put('/api/prices/:listId/:articleId', valid('json', priceRequest), async (c) => {
      const { listId, articleId } = c.req.param()
      const { takeaway, dineIn } = c.req.valid('json')
      if ((await masterData.find('priceList', listId, priceListSchema)) === null)
        return notFound(c, 'Diese Preisliste')
      if ((await masterData.find('article', articleId, articleSchema)) === null)
        return notFound(c, 'Diesen Artikel')
      const data: Price = {
        listId,
        articleId,
        takeaway: cents(takeaway),
        dineIn: dineIn === null ? null : cents(dineIn),
      }
      const { version, branches } = await masterData.put(
        [{ entity: 'price', id: priceId(data), data, branches: null }],
        userOf(c).id,
      )
      return c.json({ version, branches: branches.length })
    })
    .get('/api/audit', valid('query', auditQuery), async (c) =>
      c.json({ entries: await masterData.audit(c.req.valid('query').before, 200) }),
    )
