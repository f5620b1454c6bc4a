import { formatEuro } from '@brotkasten/domain/money/cents'
import type { Sellable } from '@brotkasten/domain/wire/till'
import { useSale } from '../state/sale.ts'
import { useTill } from '../state/till.ts'
import { divided } from '../text/syllables.ts'

const HUES = 8

/** Letters of the longest word: the stylesheet makes them as large as the key is wide. */
const longestWord = (name: string): number => Math.max(...name.split(/[\s-]+/).map((word) => word.length))
/** Words up to here stand undivided on a key. */
const FITS = 10

/** A product key: short name, price for the chosen place, colour of its group. */
export function ArticleKey(props: { readonly article: Sellable }) {
  const till = useTill()
  const sale = useSale()
  const group = () =>
    Math.max(
      till.catalogue()?.groups.findIndex((candidate) => candidate.id === props.article.groupId) ?? 0,
      0,
    )
  const price = () => {
    const { dineIn, takeaway, unit } = props.article
    return `${formatEuro(sale.cart.place === 'dineIn' ? dineIn : takeaway)}${unit === 'kg' ? '/kg' : ''}`
  }
  return (
    <button
      type="button"
      class={`key hue-${group() % HUES}`}
      style={{ '--letters': Math.min(longestWord(props.article.shortName), FITS) }}
      aria-label={`${props.article.shortName} ${price()}`}
      data-article={props.article.id}
      onClick={() => sale.tap(props.article)}
    >
      <span class="key-name">{divided(props.article.shortName, FITS)}</span>
      <span class="key-price money">{price()}</span>
    </button>
  )
}
