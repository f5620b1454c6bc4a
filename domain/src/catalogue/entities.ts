import * as v from 'valibot'
import { priceCentsSchema, textSchema } from '../schema.ts'
import { roleSchema } from '../staff/role.ts'
import { taxCategorySchema } from '../tax/category.ts'
import { taxRowSchema } from '../tax/rates.ts'
import { isZone } from '../time/business-date.ts'

const id = textSchema(60)

export const branchSchema = v.object({
  id,
  /** Short number printed on receipts. */
  code: v.pipe(v.string(), v.regex(/^[A-Z0-9]{1,8}$/, 'must be 1 to 8 capitals or digits')),
  name: textSchema(60),
  company: textSchema(60),
  street: textSchema(60),
  postalCode: textSchema(10),
  city: textSchema(62),
  taxNumber: textSchema(20),
  vatId: v.nullable(textSchema(15)),
  /** IANA zone; decides business dates. */
  zone: v.pipe(textSchema(40), v.check(isZone, 'must be a time zone such as Europe/Berlin')),
  priceListId: id,
  /** Without seats the dine-in switch is hidden and everything is takeaway. */
  hasSeats: v.boolean(),
})
export type Branch = v.InferOutput<typeof branchSchema>

export const productGroupSchema = v.object({
  id,
  name: textSchema(40),
  position: v.pipe(v.number(), v.integer()),
})
export type ProductGroup = v.InferOutput<typeof productGroupSchema>

export const articleSchema = v.object({
  id,
  plu: v.pipe(v.string(), v.regex(/^\d{1,5}$/, 'must be 1 to 5 digits')),
  name: textSchema(60),
  /** Fits a key and a receipt line. */
  shortName: textSchema(20),
  groupId: id,
  category: taxCategorySchema,
  unit: v.picklist(['piece', 'kg']),
  /** False takes it off sale; receipts keep what they say. */
  onSale: v.boolean(),
})
export type Article = v.InferOutput<typeof articleSchema>

export const priceListSchema = v.object({ id, name: textSchema(40) })
export type PriceList = v.InferOutput<typeof priceListSchema>

/** Gross cents per unit on one list. `dineIn` is null where the house costs the same. */
export const priceSchema = v.object({
  listId: id,
  articleId: id,
  takeaway: priceCentsSchema,
  dineIn: v.nullable(priceCentsSchema),
})
export type Price = v.InferOutput<typeof priceSchema>

/** A page of product keys; keys fill the grid row by row, null leaves a gap. */
export const keyPageSchema = v.object({
  id,
  name: textSchema(20),
  position: v.pipe(v.number(), v.integer()),
  keys: v.pipe(v.array(v.nullable(id)), v.maxLength(30)),
})
export type KeyPage = v.InferOutput<typeof keyPageSchema>

export const staffSchema = v.object({
  id,
  /** Stands on receipts instead of the name. */
  number: v.pipe(v.string(), v.regex(/^\d{1,4}$/, 'must be 1 to 4 digits')),
  name: textSchema(40),
  role: roleSchema,
  /** `scrypt$N$r$p$salt$hash`; the PIN itself is nowhere. */
  pinHash: textSchema(200),
  active: v.boolean(),
})
export type Staff = v.InferOutput<typeof staffSchema>

/** Every kind of master data that comes down to a box, with its schema. */
export const ENTITIES = {
  branch: branchSchema,
  productGroup: productGroupSchema,
  article: articleSchema,
  price: priceSchema,
  keyPage: keyPageSchema,
  staff: staffSchema,
  taxRow: taxRowSchema,
} as const
export type EntityName = keyof typeof ENTITIES
export const entityNameSchema = v.picklist(Object.keys(ENTITIES) as [EntityName, ...EntityName[]])
export type EntityData<E extends EntityName> = v.InferOutput<(typeof ENTITIES)[E]>
