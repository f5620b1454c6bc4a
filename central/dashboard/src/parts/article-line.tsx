import { Show } from 'solid-js'
import type { PricedArticle } from '../client/shapes.ts'
import { isDirty, type PriceEdit } from '../state/price-edit.ts'
import { usePrices } from '../state/prices-context.tsx'
import { useText } from '../state/settings.tsx'
import { PriceField } from './price-field.tsx'
import { PriceState } from './price-state.tsx'

/** One article with its two prices and what became of them. */
export function ArticleLine(props: { article: PricedArticle; listId: string }) {
  const prices = usePrices()
  const text = useText()
  const key = () => ({ listId: props.listId, articleId: props.article.id })
  const edit = () => prices.edit(key())
  const look = (current: PriceEdit) => (isDirty(current) ? 'dirty' : current.phase)
  return (
    <Show when={edit()}>
      {(current) => (
        <tr data-state={look(current())} data-off-sale={!props.article.onSale}>
          <td data-column="plu">{props.article.plu}</td>
          <th scope="row" data-column="name">
            {props.article.name}
            <Show when={props.article.unit === 'kg'}>
              <span class="tag">{text().articles.perKg}</span>
            </Show>
            <Show when={!props.article.onSale}>
              <span class="tag">{text().articles.offSale}</span>
            </Show>
          </th>
          <td data-column="price" data-label={text().articles.column.takeaway}>
            <PriceField
              at={key()}
              edit={current()}
              field="takeaway"
              label={text().articles.takeawayOf(props.article.name)}
              testId={`price-${props.article.id}`}
            />
          </td>
          <td data-column="price" data-label={text().articles.column.dineIn}>
            <PriceField
              at={key()}
              edit={current()}
              field="dineIn"
              label={text().articles.dineInOf(props.article.name)}
              testId={`price-${props.article.id}-dine-in`}
            />
          </td>
          <td data-column="state">
            <PriceState at={key()} edit={current()} />
          </td>
        </tr>
      )}
    </Show>
  )
}
