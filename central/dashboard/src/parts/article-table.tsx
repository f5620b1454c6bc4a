import { For } from 'solid-js'
import type { ArticleGroup } from '../state/articles.ts'
import { useText } from '../state/settings.tsx'
import { ArticleLine } from './article-line.tsx'

/** Articles under the heading of their group. */
export function ArticleTable(props: { groups: readonly ArticleGroup[]; listId: string }) {
  const text = useText()
  const column = () => text().articles.column
  return (
    <table class="articles">
      <thead>
        <tr>
          <th scope="col" data-column="plu">
            {column().plu}
          </th>
          <th scope="col" data-column="name">
            {column().name}
          </th>
          <th scope="col" data-column="price">
            {column().takeaway}
          </th>
          <th scope="col" data-column="price">
            {column().dineIn}
          </th>
          <th scope="col" data-column="state">
            {column().state}
          </th>
        </tr>
      </thead>
      <For each={props.groups}>
        {(group) => (
          <tbody>
            <tr class="group">
              <th scope="rowgroup" colSpan={5}>
                {group.name} <span class="muted">{group.articles.length}</span>
              </th>
            </tr>
            <For each={group.articles}>
              {(article) => <ArticleLine article={article} listId={props.listId} />}
            </For>
          </tbody>
        )}
      </For>
    </table>
  )
}
