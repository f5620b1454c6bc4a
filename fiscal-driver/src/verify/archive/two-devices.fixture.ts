import { createIdentity, type ElementIdentity } from '../../secure-element/identity.ts'

/** A second device, on another curve. */
export const other: ElementIdentity = createIdentity({
  curve: 'brainpoolP384r1',
  notBefore: new Date('2026-01-01T00:00:00Z'),
  years: 2,
})
