import { readdirSync } from 'node:fs'
import type * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { isSchema } from '../../test/messages.ts'
import { shapeHash } from '../../test/shape.ts'
import { ENTITIES } from '../catalogue/entities.ts'
import { KINDS } from '../journal/kinds.ts'
import * as down from './down.ts'
import * as failure from './failure.ts'
import * as till from './till.ts'
import * as topics from './topics.ts'
import * as up from './up.ts'
import * as version from './version.ts'

const { EVENTS } = till
const { OLDEST_PROTOCOL, PROTOCOL, PROTOCOL_HEADER, understands } = version
const MODULES = { down, failure, till, topics, up, version }

/** Shape of everything that crosses between terminal, box and centre, as of this protocol version. */
const PINNED_PROTOCOL = 1
const PINNED = {
  'down changeSchema': '378ea3a96010aab6',
  'down changesSchema': '419f52e71aa1f79b',
  'down feedAnswer': 'bcb47318b0a1367b',
  'entity article': 'badad3efb8646d9d',
  'entity branch': '6f02b15ec2ba4a71',
  'entity keyPage': 'e877266889d613fc',
  'entity price': '3faf91fb75b9aaf6',
  'entity productGroup': '56629e1ff6954da2',
  'entity staff': 'f6599f7f52dd6ad1',
  'entity taxRow': '39bc300cbe34c8b1',
  'event catalogue': 'bc31bc67a85eb0cd',
  'event receipt': '9fc6068d5c981647',
  'event status': '766ccd22eb16cf71',
  'failure failureSchema': '60f5a36cd2b29598',
  'journal box.started 1': '2c5397faf5ce0ec5',
  'journal cash.moved 1': '02eda1e0023e71cc',
  'journal catalogue.applied 1': 'b55b8c5948d0e3fd',
  'journal register.closed 1': '7f23d8be2ebb52b3',
  'journal register.opened 1': 'cf3c6624e7d293e1',
  'journal sale.aborted 1': '9cba47c4abcac12d',
  'journal sale.completed 1': '59f8743d42e4a874',
  'journal sale.refunded 1': '3912e70db488431f',
  'journal sale.signatureFound 1': '0dfb670fa5145106',
  'journal tse.adopted 1': '7fceff4df60bf826',
  'journal tse.outageBegan 1': 'ce690ae62697adb2',
  'journal tse.outageEnded 1': 'b3c38f24c8bc4736',
  'till beginSaleRequest': '2b27c97bbdd9f37a',
  'till cashRequest': '65c33b70e576f9cf',
  'till catalogueView': '9b6908531f449c15',
  'till closingRequest': '15d16c346cf548d8',
  'till logInAnswer': 'bc465a9ce4c5af94',
  'till logInRequest': 'ffb62a862ae64027',
  'till pairAnswer': '0d44a180603fb8b6',
  'till pairRequest': 'c78c07c3cfc7a7b2',
  'till receiptView': 'fc18a36004b2a890',
  'till refundRequest': 'b0fe5c06ee2bba08',
  'till saleAnswer': '12c3d39c0891488b',
  'till saleRequest': '03647833ff8bade8',
  'till sellableSchema': 'f5ef9f9e72a2ebaf',
  'till statusView': '766ccd22eb16cf71',
  'up enrolAnswer': '2bdb142d3ea08b49',
  'up enrolRequest': 'f3976a32fb960598',
  'up figuresMessage': '412053a78fd43396',
  'up journalBatch': 'b6b8024a5d6c35c9',
  'up markAnswer': '1824918fd8b15343',
  'up presenceMessage': '920f5d3cd2fefef3',
}

const HOW_TO_PIN = `
A message changed its shape; the lines below name it.
- Not on purpose: undo the change of the schema.
- A journal kind: leave its version as it is and add the next one in journal/kinds.ts. Entries are kept for years.
- A message between terminal, box and centre: raise PROTOCOL in wire/version.ts, say there what is new, keep the two
  versions before readable, then set PINNED_PROTOCOL and PINNED in wire/version.test.ts to:
`

/** Schemas by name: all of this folder, the events, what the feed carries, what the journal holds. */
function* crossing(): Generator<[name: string, schema: v.GenericSchema]> {
  for (const [file, module] of Object.entries(MODULES))
    for (const [name, value] of Object.entries(module)) if (isSchema(value)) yield [`${file} ${name}`, value]
  for (const [name, schema] of Object.entries(EVENTS)) yield [`event ${name}`, schema]
  for (const [name, schema] of Object.entries(ENTITIES)) yield [`entity ${name}`, schema]
  for (const [kind, versions] of Object.entries(KINDS))
    for (const [number, schema] of Object.entries(versions)) yield [`journal ${kind} ${number}`, schema]
}

test('no message changes its shape without a new protocol version', () => {
  const names = [...crossing()].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const shapes = Object.fromEntries(names.map(([name, schema]) => [name, shapeHash(schema)]))
  const lines = Object.entries(shapes).map(([name, hash]) => `  '${name}': '${hash}',`)
  const help = `${HOW_TO_PIN}\nconst PINNED_PROTOCOL = ${PROTOCOL}\nconst PINNED = {\n${lines.join('\n')}\n}\n`
  expect({ protocol: PROTOCOL, ...shapes }, help).toEqual({ protocol: PINNED_PROTOCOL, ...PINNED })
})

test('every file of messages is watched', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => /^[a-z-]+\.ts$/.test(file))
  expect(files.map((file) => file.slice(0, -3)).toSorted()).toEqual(Object.keys(MODULES).toSorted())
})

describe('protocol versions', () => {
  test('an end understands its own and at most two before', () => {
    expect(OLDEST_PROTOCOL).toBe(Math.max(1, PROTOCOL - 2))
    expect([OLDEST_PROTOCOL, PROTOCOL].every(understands)).toBe(true)
  })

  test.each([PROTOCOL + 1, OLDEST_PROTOCOL - 1, 0, -1, PROTOCOL + 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'version %s is not understood',
    (version) => {
      expect(understands(version)).toBe(false)
    },
  )

  test('the header is in lower case, as Node gives it', () => {
    expect(PROTOCOL_HEADER).toBe('brotkasten-protocol')
  })
})
