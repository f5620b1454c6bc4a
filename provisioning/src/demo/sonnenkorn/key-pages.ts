import type { KeyPage } from '@brotkasten/domain/catalogue/entities'

/** A gap in the grid of six keys by five rows. */
const GAP = 0

/**
 * Pages as PLU numbers, row by row. The first holds what sells most, a row for each kind, so that rolls, a bread
 * and a coffee never need a change of page.
 */
const PAGES: readonly (readonly [name: string, rows: readonly (readonly number[])[]])[] = [
  [
    'Beliebt',
    [
      [201, 202, 203, 204, 205, 207],
      [101, 102, 103, 104, 105, 108],
      [301, 302, 303, 305, 306, 402],
      [501, 502, 503, 505, 506, 507],
      [601, 603, 604, 607, 701, 703],
    ],
  ],
  [
    'Brot & Brötchen',
    [
      [101, 102, 103, 104, 105, 106],
      [107, 108],
      [201, 202, 203, 204, 205, 206],
      [207, 208, 209],
    ],
  ],
  [
    'Süßes & Kuchen',
    [
      [301, 302, 303, 304, 305, 306],
      [307, 308, 309],
      [401, 402, 403, 404, 405, 406],
      [407, 408],
    ],
  ],
  [
    'Snacks',
    [
      [501, 502, 503, 504, 505, 506],
      [507, 508, 509],
    ],
  ],
  [
    'Getränke',
    [
      [601, 602, 603, 604, 605, 606],
      [607, 608, 609],
      [701, 702, 703, 704, 705, 706],
      [707, 708],
    ],
  ],
  [
    'Handelsware',
    [
      [801, 802, 803, 804, 805],
      [806, 807, 808],
    ],
  ],
]

const COLUMNS = 6

/** The pages with the ids of articles in place of their numbers; short rows are filled up with gaps. */
export const keyPages = (idOf: (plu: number) => string): KeyPage[] =>
  PAGES.map(([name, rows], position) => ({
    id: `seite-${position + 1}`,
    name,
    position,
    keys: rows.flatMap((row) =>
      Array.from({ length: COLUMNS }, (_, column) => row[column] ?? GAP).map((plu) =>
        plu === GAP ? null : idOf(plu),
      ),
    ),
  }))
