import { type Group, itemsOf } from './assortment.ts'

const drink = itemsOf('drink')
/** At least 75 % milk in the cup (annex 2 nos. 4 and 35 UStG); the recipes are on file at headquarters. */
const milkDrink = itemsOf('milkDrink')
const tapWater = itemsOf('tapWater')
const reduced = itemsOf('reducedGoods')
const standard = itemsOf('standardGoods')

export const hotDrinks: Group = {
  id: 'heissgetraenke',
  name: 'Heißgetränke',
  items: [
    drink(601, 'Kaffee', 280, { dineIn: 310 }),
    drink(602, 'Kaffee groß', 350, { dineIn: 390 }),
    drink(603, 'Cappuccino', 350, { dineIn: 390 }),
    milkDrink(604, 'Latte macchiato', 390, { dineIn: 430 }),
    // Half coffee, half milk: too little milk for the reduced rate.
    drink(605, 'Milchkaffee', 370, { dineIn: 410 }),
    drink(606, 'Espresso', 240, { dineIn: 270 }),
    // Plant drinks are no milk, however white.
    drink(607, 'Latte Hafer', 430, { name: 'Latte macchiato mit Haferdrink', dineIn: 470 }),
    milkDrink(608, 'Kakao', 360, { name: 'Kakao mit frischer Milch', dineIn: 400 }),
    drink(609, 'Tee', 270, { name: 'Tee (Kännchen oder Becher)', dineIn: 320 }),
  ],
}

export const coldDrinks: Group = {
  id: 'kaltgetraenke',
  name: 'Kaltgetränke',
  items: [
    drink(701, 'Wasser still 0,5 l', 220, { name: 'Mineralwasser still 0,5 l', dineIn: 260 }),
    drink(702, 'Wasser medium 0,5 l', 220, { name: 'Mineralwasser medium 0,5 l', dineIn: 260 }),
    drink(703, 'Apfelschorle 0,5 l', 270, { dineIn: 310 }),
    drink(704, 'Cola 0,5 l', 290, { dineIn: 330 }),
    drink(705, 'Orangensaft 0,2 l', 390, { name: 'Orangensaft frisch gepresst 0,2 l', dineIn: 430 }),
    milkDrink(706, 'Kakaotrunk 0,5 l', 240, { dineIn: 280 }),
    milkDrink(707, 'Buttermilch 0,5 l', 190, { dineIn: 230 }),
    tapWater(708, 'Leitungswasser', 50, { name: 'Leitungswasser 0,3 l', dineIn: 80 }),
  ],
}

export const tradeGoods: Group = {
  id: 'handelsware',
  name: 'Handelsware',
  items: [
    reduced(801, 'Hauskaffee 250 g', 690, { name: 'Hauskaffee gemahlen 250 g' }),
    reduced(802, 'Erdbeerkonfitüre', 490, { name: 'Erdbeerkonfitüre 340 g' }),
    reduced(803, 'Blütenhonig', 790, { name: 'Blütenhonig 500 g' }),
    reduced(804, 'Butter 250 g', 329),
    reduced(805, 'Tageszeitung', 240, { fixedPrice: true }),
    standard(806, 'Papiertragetasche', 25),
    standard(807, 'Geburtstagskerzen', 250, { name: 'Geburtstagskerzen 10 Stück' }),
    standard(808, 'Sonnenkorn-Becher', 890, { name: 'Sonnenkorn-Becher aus Keramik' }),
  ],
}
