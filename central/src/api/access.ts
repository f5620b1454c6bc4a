/**
 * Who may call a route. `anyone`: no login; `box`: a box by its credential; `viewer`: any HQ user; `admin`: an
 * administrator, within the branches of the account; `chainAdmin`: an administrator for all branches.
 */
export type Who = 'anyone' | 'box' | 'viewer' | 'admin' | 'chainAdmin'

/** Every route of the centre. What does not stand here does not exist. */
export const ACCESS: Readonly<Record<string, Who>> = {
  'GET /health/live': 'anyone',
  'GET /health/ready': 'anyone',

  'POST /v1/enrol': 'anyone', // by one-time code, rate-limited
  'POST /v1/journal': 'box',
  'GET /v1/journal/mark': 'box',
  'GET /v1/feed': 'box',

  'POST /api/setup': 'anyone', // by SETUP_TOKEN, only while there is no user
  'POST /api/login': 'anyone',
  'POST /api/logout': 'viewer',
  'GET /api/me': 'viewer',
  'GET /api/users': 'chainAdmin',
  'POST /api/users': 'chainAdmin',
  'DELETE /api/users/:id': 'chainAdmin',

  'GET /api/branches': 'viewer',
  'GET /api/boxes': 'viewer',
  'POST /api/enrolment-codes': 'admin',
  'DELETE /api/boxes/:id': 'admin',

  'POST /api/import': 'chainAdmin',
  'GET /api/articles': 'viewer',
  'PUT /api/articles/:id': 'chainAdmin',
  'PUT /api/prices/:listId/:articleId': 'chainAdmin',
  'GET /api/audit': 'chainAdmin',

  'GET /api/live': 'viewer',
  'GET /api/revenue': 'viewer',
  'GET /api/events': 'viewer',
  'GET /api/branches/:id/figures': 'viewer',
  'GET /api/branches/:id/receipts': 'viewer',
  'GET /api/branches/:id/quarantine': 'viewer',
}

const RANK: Readonly<Record<Who, number>> = { anyone: 0, box: 0, viewer: 1, admin: 2, chainAdmin: 3 }

export interface Account {
  readonly role: 'viewer' | 'admin'
  /** Branches the account is limited to; null for all. */
  readonly branches: readonly string[] | null
}

/** What an account amounts to. */
export const rankOf = (account: Account): Who =>
  account.role === 'viewer' ? 'viewer' : account.branches === null ? 'chainAdmin' : 'admin'

/** Whether an account may call a route that asks for `who`. */
export const mayCall = (account: Account, who: Who): boolean =>
  who !== 'box' && RANK[rankOf(account)] >= RANK[who]

/** Whether an account may see or change a branch. */
export const mayTouch = (account: Account, branchId: string): boolean =>
  account.branches === null || account.branches.includes(branchId)
