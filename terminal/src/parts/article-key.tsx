import { formatEuro } from '@brotkasten/domain/money/cents'
import type { Sellable } from '@brotkasten/domain/wire/till'
import { useSale } from '../state/sale.ts'
import { useTill } from '../state/till.ts'

const HUES = 8

/** Longer words get smaller letters, so that a key never breaks a word where it need not. */
function sizeOf(name: string): 'large' | 'medium' | 'small' {
  const longest = Math.max(...name.split(/[\s-]+/).map((word) => word.length))
  return longest <= 9 ? 'large' : longest <= 11 ? 'medium' : 'small'
}

/** A product key: short name, price for the chosen place, colour of its group. */
export function ArticleKey(props: { readonly article: Sellable }) {
  const till = useTill()
  const sale = useSale()
  const group = () =>
    Math.max(
      till.catalogue()?.groups.findIndex((candidate) => candidate.id === props.article.groupId) ?? 0,
      0,
    )
  const price = () => formatEuro(sale.cart.place === 'dineIn' ? props.article.dineIn : props.article.takeaway)
  return (
    <button
      type="button"
      class={`key hue-${group() % HUES} key-${sizeOf(props.article.shortName)}`}
      data-article={props.article.id}
      onClick={() => sale.tap(props.article)}
    >
      <span class="key-name">{props.article.shortName}</span>
      <span class="key-price money">
        {price()}
        {props.article.unit === 'kg' ? '/kg' : ''}
      </span>
    </button>
  )
}
