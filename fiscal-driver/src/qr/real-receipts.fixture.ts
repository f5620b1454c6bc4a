/** The example of DSFinV-K, Annex I: brainpoolP384r1 with SHA-384. */
export const officialExample =
  'V0;AMA-2642;Kassenbeleg-V1;Beleg^4.05_3.00_0.00_0.00_0.00^7.05:Bar;13;44131;2019-11-22T11:29:48.000Z;2019-11-22T11:29:49.000Z;ecdsa-plain-SHA384;unixTime;K8zsZ6NjsBzo/Yd3Hba84aH3oT+c4Og5VcfJ7s6Dxz7UmAwtcKmzW16OkS/lm8pDE/37JHoRlYofUTLNF+9bY5Jv7C2P4nuEaHwlVarbiJs3bYlgQmIXQDZnf+8FhfBm;BBXNYQErM4d9sk9Iy+0T6A4sdTocijml5X78Gq/At2uXTcs/3bZNNpyuHd+dpmY59yLh0xZcr9osHhkDAxsQumgjmtb3d9GIVnTaPCslEki84P1iHPiHKHfcszeQajPk3A=='

/** The bytes its Finish signs. */
export const officialSignedBytes = [
  '020102060904007f000703070101801146696e6973685472616e73616374696f6e',
  '8108414d412d32363432',
  '822742656c65675e342e30355f332e30305f302e30305f302e30305f302e30305e372e30353a426172',
  '830e4b617373656e62656c65672d5631',
  '85010d',
  '0420bf1b13c1cf8a6f7958c190201daf9e18b850cf2cdc0885078d48868f625955e3',
  '300c060a04007f00070101040104',
  '020300ac63',
  '02045dd7c6ad',
].join('')

/** A receipt of fiskaly's test environment: P-256 with SHA-256, a client with a blank. */
export const fiskalyExample =
  'V0;ERS f3ab7b96-6d82-433e-a87a-cccc8e001e20;Kassenbeleg-V1;Beleg^21.42_0.00_0.00_0.00_0.00^21.42:Unbar;1;34;2023-01-20T18:27:22.000Z;2023-01-20T18:33:07.000Z;ecdsa-plain-SHA256;unixTime;qvyQJduZN29b2kXpEqhXlJ0Hmy3rYiPzBiu/QTPPei7bnGIwMysPV3Q39gMwoEfxtp3KXqWEfUrBulTcBbRpRQ==;BO8SGEEyy6KZQeZ+gbaJK9A9s8UkNZ8NhUut3t2BB9D9heCk/rJRwEKIJUCDcjLHl7c3M6jZ8rq98zYeuLuirHc='
