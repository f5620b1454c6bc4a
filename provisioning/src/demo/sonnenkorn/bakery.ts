import { type Group, itemsOf } from './assortment.ts'

const food = itemsOf('food')

export const breads: Group = {
  id: 'brote',
  name: 'Brote',
  items: [
    food(101, 'Bauernbrot 1 kg', 590, { name: 'Bauernbrot 1000 g' }),
    food(102, 'Bauernbrot 500 g', 320),
    food(103, 'Roggenmisch 750 g', 495, { name: 'Roggenmischbrot 750 g' }),
    food(104, 'Dinkelvollkorn 750 g', 595, { name: 'Dinkelvollkornbrot 750 g' }),
    food(105, 'Sonnenkornbrot 750 g', 575),
    food(106, 'Krustenbrot 1 kg', 620, { name: 'Krustenbrot 1000 g' }),
    food(107, 'Toastbrot 500 g', 390),
    food(108, 'Baguette', 280, { name: 'Baguette 250 g' }),
  ],
}

export const rolls: Group = {
  id: 'broetchen',
  name: 'Brötchen',
  items: [
    food(201, 'Brötchen', 50, { name: 'Tafelbrötchen' }),
    food(202, 'Roggenbrötchen', 75),
    food(203, 'Mohnbrötchen', 80),
    food(204, 'Kürbiskernbrötchen', 100),
    food(205, 'Sonnenkornbrötchen', 95),
    food(206, 'Dinkelbrötchen', 100),
    food(207, 'Laugenbrezel', 110),
    food(208, 'Laugenstange', 120),
    food(209, 'Milchbrötchen', 95),
  ],
}

export const pastries: Group = {
  id: 'feingebaeck',
  name: 'Süßes & Feingebäck',
  items: [
    food(301, 'Buttercroissant', 190, { dineIn: 210 }),
    food(302, 'Schokocroissant', 240, { dineIn: 260 }),
    food(303, 'Zimtschnecke', 260, { dineIn: 290 }),
    food(304, 'Nussschnecke', 260, { dineIn: 290 }),
    food(305, 'Berliner', 190, { name: 'Berliner mit Himbeerfüllung', dineIn: 210 }),
    food(306, 'Puddingbrezel', 280, { dineIn: 310 }),
    food(307, 'Quarktasche', 260, { dineIn: 290 }),
    food(308, 'Apfeltasche', 260, { dineIn: 290 }),
    food(309, 'Nussecke', 270, { dineIn: 300 }),
  ],
}

export const cakes: Group = {
  id: 'kuchen',
  name: 'Kuchen & Torten',
  items: [
    food(401, 'Apfelkuchen', 320, { name: 'Apfelkuchen (Stück)', dineIn: 370 }),
    food(402, 'Käsekuchen', 350, { name: 'Käsekuchen (Stück)', dineIn: 400 }),
    food(403, 'Streuselkuchen', 270, { name: 'Streuselkuchen (Stück)', dineIn: 310 }),
    food(404, 'Bienenstich', 320, { name: 'Bienenstich (Stück)', dineIn: 370 }),
    food(405, 'Zwetschgenkuchen', 320, { name: 'Zwetschgenkuchen (Stück)', dineIn: 370 }),
    food(406, 'Schwarzw. Kirsch', 450, { name: 'Schwarzwälder Kirschtorte (Stück)', dineIn: 490 }),
    food(407, 'Himbeer-Sahne', 460, { name: 'Himbeer-Sahnetorte (Stück)', dineIn: 500 }),
    food(408, 'Käsekuchen ganz', 3600, { name: 'Käsekuchen (ganz, 12 Stück)' }),
  ],
}

export const snacks: Group = {
  id: 'snacks',
  name: 'Snacks',
  items: [
    food(501, 'Brötchen Käse', 390, { name: 'Belegtes Brötchen Käse', dineIn: 420 }),
    food(502, 'Brötchen Schinken', 390, { name: 'Belegtes Brötchen Schinken', dineIn: 420 }),
    food(503, 'Brötchen Salami', 390, { name: 'Belegtes Brötchen Salami', dineIn: 420 }),
    food(504, 'Brötchen Ei', 380, { name: 'Belegtes Brötchen Ei', dineIn: 410 }),
    food(505, 'Butterbrezel', 220, { dineIn: 240 }),
    food(506, 'Käsestange', 370, { name: 'Laugenstange mit Käse überbacken', dineIn: 400 }),
    food(507, 'Pizzastück', 430, { name: 'Pizzastück Salami', dineIn: 470 }),
    food(508, 'Tomate-Mozzarella', 520, { name: 'Ciabatta Tomate-Mozzarella', dineIn: 560 }),
    food(509, 'Tagessuppe', 590, { name: 'Tagessuppe mit Brot', dineIn: 650 }),
  ],
}
