/** Screens by their place in the address. The hash needs no help from the server. */
export const SCREENS = ['branches', 'revenue', 'articles', 'enrol'] as const
export type Screen = (typeof SCREENS)[number]

const PATHS: Record<Screen, string> = {
  branches: '#/filialen',
  revenue: '#/umsatz',
  articles: '#/artikel',
  enrol: '#/box',
}

/** Address of a screen, optionally for one branch. */
export const hrefOf = (screen: Screen, branchId?: string): string =>
  branchId === undefined ? PATHS[screen] : `${PATHS[screen]}/${encodeURIComponent(branchId)}`

/** Screen and branch of an address; the branches are home. */
export function routeOf(hash: string): { readonly screen: Screen; readonly branchId: string | null } {
  const [, path = '', branch] = hash.split('/')
  const screen = SCREENS.find((candidate) => PATHS[candidate] === `#/${path}`) ?? 'branches'
  return { screen, branchId: decoded(branch) }
}

function decoded(text: string | undefined): string | null {
  try {
    return text ? decodeURIComponent(text) : null
  } catch {
    // Somebody typed the address by hand.
    return null
  }
}
