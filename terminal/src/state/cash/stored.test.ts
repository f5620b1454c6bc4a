import { expect, it, vi } from 'vitest'
import { NOW, uuid } from '../cart/testing.ts'
import { openRefund } from './refund-form.ts'
import { type Store, storedForm } from './stored.ts'
import { submitted } from './submit.ts'
import { sale } from './testing.ts'

const held = new Map<string, string>()
const store: Store = {
  getItem: (key) => held.get(key) ?? null,
  setItem: (key, text) => void held.set(key, text),
  removeItem: (key) => void held.delete(key),
}

it('a form that waits for its answer is there again after a reload, and gone once it is answered', () => {
  const form = submitted({ ...openRefund(sale, uuid(70), NOW), reason: 'Vertippt' })
  storedForm.save(store, form)
  expect(storedForm.load(store)).toEqual(form)
  storedForm.save(store, null)
  expect(storedForm.load(store)).toBeNull()
})

it.each(['', 'no json', '{"kind":"refund"}', '{"kind":"gift"}'])('takes %j for no form', (text) => {
  store.setItem('brotkasten.desk', text)
  expect(storedForm.load(store)).toBeNull()
})

it('goes on where storage is full', () => {
  const log = vi.spyOn(console, 'error').mockReturnValue()
  const full: Store = {
    ...store,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  }
  expect(() => storedForm.save(full, openRefund(sale, uuid(70), NOW))).not.toThrow()
  expect(log).toHaveBeenCalledOnce()
  log.mockRestore()
})
