import { cents } from '@brotkasten/domain/money/cents'
import type { ReceiptView } from '@brotkasten/domain/wire/till'
import { box } from '../client/box.ts'
import type { Refused } from '../client/call.ts'
import { createAsking } from './asking.ts'
import { saleRequestOf } from './cart/effects.ts'
import type { KeyEvent } from './cart/key-event.ts'
import type { OpenCart, Phase } from './cart/open-cart.ts'
import type { Note } from './note.ts'
import { remedyOf } from './remedy.ts'
import type { Till } from './till.ts'

export interface BookingParts {
  readonly till: Till
  readonly cart: () => OpenCart
  readonly press: (event: KeyEvent) => void
  readonly setNote: (note: Note | null) => void
}

/** Has the box book the sale that is being paid, however often it takes to get an answer. */
export function createBooking({ till, cart, press, setNote }: BookingParts) {
  const asking = createAsking()
  let running: string | null = null

  async function run(): Promise<void> {
    const request = saleRequestOf(cart())
    const operator = till.session()?.token
    if (request === null || operator === undefined || running === request.id) return
    running = request.id
    const answer = await asking.ask(() => box.sell(request, operator))
    running = null
    if (answer.ok) {
      till.setLastView(answer.value)
      press({ type: 'paid', saleId: request.id, done: summaryOf(answer.value) })
    } else refused(request.id, answer.error)
  }

  function refused(saleId: string, failure: Refused): void {
    // Whoever has to log in or pair again comes back to the same waiting sale: an earlier try may have been booked.
    if (failure.reason === 'session') till.signIn(null)
    else if (failure.reason === 'unpaired') till.unpair()
    else {
      press({ type: 'refused', saleId })
      setNote(remedyOf(failure, { till, cart: cart(), press }))
    }
  }

  return { start: () => void run(), retrying: asking.retrying, hurry: asking.hurry }
}

const summaryOf = ({ receipt }: ReceiptView): Extract<Phase, { kind: 'done' }> => ({
  kind: 'done',
  receiptId: receipt.id,
  number: receipt.number,
  gross: receipt.gross,
  given: receipt.given,
  change: receipt.change,
  card: cents(receipt.payments.reduce((sum, { kind, amount }) => (kind === 'card' ? sum + amount : sum), 0)),
})
