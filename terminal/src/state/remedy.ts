import type { Refused } from '../client/call.ts'
import type { KeyEvent } from './cart/key-event.ts'
import type { OpenCart } from './cart/open-cart.ts'
import type { Note } from './note.ts'
import type { Till } from './till.ts'

interface Around {
  readonly till: Till
  readonly cart: OpenCart
  readonly press: (event: KeyEvent) => void
}

/** The box's sentence and the one sensible thing to do about it. */
export function remedyOf(failure: Refused, around: Around): Note {
  const words = failure.message
  const action = actionOf(failure, around)
  return action ? { tone: 'error', words, action } : { tone: 'error', words }
}

function actionOf({ reason, field }: Refused, { till, cart, press }: Around): Note['action'] {
  const { action } = till.text()
  switch (reason) {
    case 'priceNotOnSale':
    case 'totalDiffers':
      return { label: action.reprice, run: () => void takeNewPrices(till, press) }
    case 'unknownArticle':
    case 'notOnSale': {
      const lineId = lineOf(field, cart)
      return lineId === null ? undefined : { label: action.removeLine, run: () => removeLine(lineId, press) }
    }
    case 'forbidden':
      return { label: action.otherOperator, run: () => till.signIn(null) }
    case 'protocol':
      return { label: action.reload, run: () => location.reload() }
    default:
      return undefined
  }
}

async function takeNewPrices(till: Till, press: Around['press']): Promise<void> {
  await till.refreshCatalogue()
  const catalogue = till.catalogue()
  if (!catalogue) return
  press({ type: 'reprice', articles: catalogue.articles, catalogueVersion: catalogue.version })
}

function removeLine(lineId: string, press: Around['press']): void {
  press({ type: 'select', lineId })
  press({ type: 'remove' })
}

/** The line a field such as `cart.lines.2.articleId` speaks of. */
function lineOf(field: string | null, cart: OpenCart): string | null {
  const index = /^cart\.lines\.(\d+)\b/.exec(field ?? '')?.[1]
  return index === undefined ? null : (cart.lines[Number(index)]?.id ?? null)
}
