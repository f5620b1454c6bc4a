/** Rows of a German keyboard with its digits, for `LetterPad`. */
export const LETTER_ROWS = ['1234567890', 'QWERTZUIOPÜ', 'ASDFGHJKLÖÄ', 'YXCVBNMß']
