import { closingSchema } from '@brotkasten/domain/closing/closing'
import * as v from 'valibot'
import { openFormSchema } from './open-form.ts'

/** The part of `Storage` that is used. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** A value of this browser that outlives a reload; rubbish and full storage stop nothing. */
const stored = <S extends v.GenericSchema>(key: string, schema: S) => ({
  load: (store: Store): v.InferOutput<S> | null => {
    try {
      const parsed = v.safeParse(schema, JSON.parse(store.getItem(key) ?? 'null'))
      return parsed.success ? parsed.output : null
    } catch {
      return null
    }
  },
  save: (store: Store, value: v.InferOutput<S> | null): void => {
    try {
      if (value === null) store.removeItem(key)
      else store.setItem(key, JSON.stringify(value))
    } catch (cause) {
      console.error(`${key} not stored`, cause)
    }
  },
})

/** The form that was open before a reload: a request that waits for its answer goes on under its id. */
export const storedForm = stored('brotkasten.desk', openFormSchema)

/** The last closing this browser made. */
export const storedClosing = stored('brotkasten.closing', closingSchema)
