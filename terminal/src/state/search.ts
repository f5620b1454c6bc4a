import type { Sellable } from '@brotkasten/domain/wire/till'

/** Lower case without accents: `Früchtebrot` is found by `fruc`. */
const plain = (text: string): string =>
  text.toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '')

/** Articles on sale whose words begin with what was typed, then those that merely contain it. */
export function search(articles: readonly Sellable[], typed: string): Sellable[] {
  const wanted = plain(typed).trim()
  if (wanted === '') return []
  const rank = (article: Sellable): number => {
    const names = [plain(article.name), plain(article.shortName)]
    if (names.some((text) => text.startsWith(wanted))) return 0
    const name = names.join(' ')
    if (name.split(/[^a-z0-9]+/).some((word) => word.startsWith(wanted))) return 1
    return name.includes(wanted) || article.plu.startsWith(wanted) ? 2 : 3
  }
  return articles
    .filter((article) => article.onSale)
    .map((article) => ({ article, rank: rank(article) }))
    .filter((found) => found.rank < 3)
    .toSorted((a, b) => a.rank - b.rank || a.article.name.localeCompare(b.article.name, 'de'))
    .map((found) => found.article)
}

/** The article of a typed number; leading zeros do not matter. */
export const byNumber = (articles: readonly Sellable[], typed: string): Sellable | null =>
  /^\d{1,5}$/.test(typed)
    ? (articles.find((article) => article.onSale && Number(article.plu) === Number(typed)) ?? null)
    : null
