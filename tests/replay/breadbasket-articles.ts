import { type Cents, cents } from '@brotkasten/domain/money/cents'
import type { TaxCategory } from '@brotkasten/domain/tax/category'

/** An article that stands for one item of the file. Prices in cents; `dineIn` null where the house costs the same. */
export interface MappedArticle {
  readonly id: string
  readonly plu: string
  readonly name: string
  readonly shortName: string
  readonly category: TaxCategory
  readonly takeaway: Cents
  readonly dineIn: Cents | null
}

type Row = readonly [item: string, name: string, category: TaxCategory, takeaway: number, dineIn?: number]

/**
 * What "The Bread Basket" sold (breadbasket.csv), as a German bakery would offer it. The file has names only, so
 * prices are ours. `Adjustment` is a correction of a till and no article: it is left out on purpose.
 */
const ROWS: readonly Row[] = [
  ['Coffee', 'Kaffee', 'drink', 260, 290],
  ['Tea', 'Tee', 'drink', 240, 270],
  ['Hot chocolate', 'Heiße Schokolade', 'milkDrink', 340, 370],
  ['Juice', 'Saft', 'drink', 280, 310],
  ['Coke', 'Cola', 'drink', 260, 290],
  ['Mineral water', 'Mineralwasser', 'drink', 220],
  ['Smoothies', 'Smoothie', 'drink', 420],
  ['My-5 Fruit Shoot', 'Kinder-Fruchtgetränk', 'drink', 190],
  ['Bread', 'Bauernbrot', 'food', 430],
  ['Farm House', 'Landbrot', 'food', 470],
  ['Scandinavian', 'Schwedenbrot', 'food', 490],
  ['Baguette', 'Baguette', 'food', 250],
  ['Focaccia', 'Focaccia', 'food', 390],
  ['Tartine', 'Tartine', 'food', 450, 490],
  ['Toast', 'Buttertoast', 'food', 180, 200],
  ['Pastry', 'Plunderteilchen', 'food', 230, 250],
  ['Medialuna', 'Buttercroissant', 'food', 190, 210],
  ['Cake', 'Stück Kuchen', 'food', 320, 360],
  ['Cookies', 'Keks', 'food', 160],
  ['Brownie', 'Brownie', 'food', 290, 310],
  ['Muffin', 'Muffin', 'food', 260, 280],
  ['Alfajores', 'Alfajor', 'food', 220],
  ['Scone', 'Scone', 'food', 240, 260],
  ['Truffles', 'Trüffelpraline', 'food', 150],
  ['Fudge', 'Karamellwürfel', 'food', 140],
  ['Tiffin', 'Kalter Hund', 'food', 280],
  ['Jammie Dodgers', 'Spitzbube', 'food', 190],
  ['Bakewell', 'Mandeltörtchen', 'food', 310, 340],
  ['Vegan mincepie', 'Rosinentörtchen vegan', 'food', 290],
  ['Victorian Sponge', 'Biskuittorte', 'food', 380, 420],
  ['Half slice Monster', 'Halbes Stück Torte', 'food', 240],
  ['Raspberry shortbread sandwich', 'Himbeer-Mürbeteigkeks', 'food', 270],
  ['Lemon and coconut', 'Zitrone-Kokos-Schnitte', 'food', 290],
  ['Bread Pudding', 'Brotpudding', 'food', 310],
  ['Panatone', 'Panettone', 'food', 1290],
  ['Kids biscuit', 'Kinderkeks', 'food', 90],
  ['Crepes', 'Crêpe', 'food', 390, 420],
  ['Empanadas', 'Empanada', 'food', 350],
  ['Sandwich', 'Belegtes Brot', 'food', 480, 520],
  ['Chicken sand', 'Hähnchen-Sandwich', 'food', 540],
  ['Brioche and salami', 'Brioche mit Salami', 'food', 460],
  ['Extra Salami or Feta', 'Extra Salami oder Feta', 'food', 120],
  ['Bacon', 'Extra Speck', 'food', 150],
  ['Eggs', 'Rührei', 'food', 520, 560],
  ['Duck egg', 'Entenei', 'food', 180],
  ['Soup', 'Tagessuppe', 'food', 520, 560],
  ['Chicken Stew', 'Hühnereintopf', 'food', 690, 740],
  ['Salad', 'Salat', 'food', 590, 630],
  ['Frittata', 'Frittata', 'food', 490, 530],
  ['Hearty & Seasonal', 'Herzhaftes der Saison', 'food', 650, 690],
  ['Spanish Brunch', 'Spanischer Brunch', 'food', 890, 950],
  ['Keeping It Local', 'Regionalteller', 'food', 790, 850],
  ['The Nomad', 'Nomadenteller', 'food', 820, 880],
  ['The BART', 'Brunchteller Bart', 'food', 840],
  ['Mighty Protein', 'Eiweißteller', 'food', 760, 820],
  ['Vegan Feast', 'Veganer Teller', 'food', 780, 840],
  ['Tacos/Fajita', 'Tacos', 'food', 720, 780],
  ['Pintxos', 'Pintxos', 'food', 450],
  ['Polenta', 'Polenta', 'food', 560],
  ['Olum & polenta', 'Polenta mit Gemüse', 'food', 620],
  ['Pick and Mix Bowls', 'Salatschale gemischt', 'food', 640],
  ['Granola', 'Granola mit Joghurt', 'food', 420],
  ['Muesli', 'Müsli', 'food', 390],
  ['Jam', 'Marmelade im Glas', 'reducedGoods', 490],
  ['Honey', 'Honig im Glas', 'reducedGoods', 690],
  ['Dulce de Leche', 'Milchkaramell im Glas', 'reducedGoods', 590],
  ['Spread', 'Aufstrich im Glas', 'reducedGoods', 450],
  ['Chimichurri Oil', 'Chimichurri-Öl', 'reducedGoods', 790],
  ['Gingerbread syrup', 'Lebkuchensirup', 'reducedGoods', 650],
  ['Coffee granules', 'Kaffee gemahlen 250 g', 'reducedGoods', 790],
  ['Drinking chocolate spoons', 'Trinkschokolade am Löffel', 'reducedGoods', 290],
  ['Chocolates', 'Pralinenschachtel', 'reducedGoods', 890],
  ['Caramel bites', 'Karamellbonbons', 'reducedGoods', 320],
  ['Crisps', 'Kartoffelchips', 'reducedGoods', 190],
  ['Bare Popcorn', 'Popcorn', 'reducedGoods', 240],
  ['Raw bars', 'Fruchtriegel', 'reducedGoods', 220],
  ['Cherry me Dried fruit', 'Trockenkirschen', 'reducedGoods', 380],
  ["Ella's Kitchen Pouches", 'Fruchtpüree für Kinder', 'reducedGoods', 180],
  ['Siblings', 'Buch „Geschwister“', 'reducedGoods', 1290],
  ['Mortimer', 'Buch „Mortimer“', 'reducedGoods', 990],
  ['Hack the stack', 'Buch „Hack the stack“', 'reducedGoods', 1490],
  ['Valentine’s card', 'Valentinskarte', 'standardGoods', 350],
  ['Postcard', 'Ansichtskarte', 'standardGoods', 150],
  ['Tshirt', 'T-Shirt', 'standardGoods', 1990],
  ['Art Tray', 'Tablett mit Motiv', 'standardGoods', 2490],
  ['Nomad bag', 'Stoffbeutel', 'standardGoods', 990],
  ['Basket', 'Brotkorb', 'standardGoods', 1490],
  ['Fairy Doors', 'Feentür', 'standardGoods', 1290],
  ['Bowl Nic Pitt', 'Keramikschale', 'standardGoods', 2990],
  ['Christmas common', 'Weihnachtsschmuck', 'standardGoods', 690],
  ['Argentina Night', 'Eintritt Argentinischer Abend', 'standardGoods', 2500],
  ['Afternoon with the baker', 'Backkurs am Nachmittag', 'standardGoods', 2900],
  ['Gift voucher', 'Gutschein', 'outsideVat', 2000],
]

const plain = (item: string): string => item.trim().replaceAll('’', "'")
const slug = (item: string): string =>
  plain(item)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

function toArticle([item, name, category, takeaway, dineIn]: Row, index: number): MappedArticle {
  return {
    id: `bb-${slug(item)}`,
    plu: String(70_001 + index),
    name,
    shortName: name.slice(0, 20).trim(),
    category,
    takeaway: cents(takeaway),
    dineIn: dineIn === undefined ? null : cents(dineIn),
  }
}

const BY_ITEM = new Map(ROWS.map((row, index) => [plain(row[0]), toArticle(row, index)]))

/** Every article that stands for an item, in the order of the list. */
export const BREADBASKET_ARTICLES: readonly MappedArticle[] = [...BY_ITEM.values()]

/** The article of an item as the file spells it, or null where there is none. */
export const articleOf = (item: string): MappedArticle | null => BY_ITEM.get(plain(item)) ?? null
