import type { Articles, PricedArticle } from '../client/shapes.ts'

export type ArticleGroup = {
  readonly id: string
  readonly name: string
  readonly articles: readonly PricedArticle[]
}

const matches = (article: PricedArticle, wanted: string): boolean =>
  article.plu.startsWith(wanted) || article.name.toLocaleLowerCase('de').includes(wanted)

/**
 * Articles whose PLU begins with the text or whose name contains it, in groups by their position; empty groups
 * are left out. An article of an unknown group stays visible under the group's id.
 */
export function groupArticles(answer: Articles, search: string): readonly ArticleGroup[] {
  const wanted = search.trim().toLocaleLowerCase('de')
  const byGroup = Map.groupBy(
    answer.articles.filter((article) => matches(article, wanted)),
    (article) => article.groupId,
  )
  const known = answer.groups.toSorted(
    (a, b) => a.position - b.position || a.name.localeCompare(b.name, 'de'),
  )
  const unknown = [...byGroup.keys()]
    .filter((id) => !known.some((group) => group.id === id))
    .map((id) => ({ id, name: id }))
  return [...known, ...unknown].flatMap(({ id, name }) => {
    const articles = byGroup.get(id)?.toSorted((a, b) => a.name.localeCompare(b.name, 'de'))
    return articles ? [{ id, name, articles }] : []
  })
}
