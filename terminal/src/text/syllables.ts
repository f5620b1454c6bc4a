const SOFT_HYPHEN = '\u00ad'
const VOWELS = '[aeiouyäöüé]+'
/** Consonants that begin a syllable together; of any others the last one does. */
const ONSET = '(?:sch|ch|ck|ph|th|qu|st|sp|[bcdfgkpt]r|[bcfgkp]l|[^aeiouyäöüé])'
const NEXT_SYLLABLE = new RegExp(`(${VOWELS}[^aeiouyäöüé]*?)(?=${ONSET}${VOWELS})`, 'gi')

/**
 * Long words with soft hyphens between their syllables, as German divides them: the browser of a till carries no
 * dictionary. Words of at most `fits` letters stay whole, and no end is shorter than three letters.
 */
export const divided = (text: string, fits: number): string =>
  text.replace(/\p{L}+/gu, (word) => (word.length <= fits ? word : divideWord(word)))

function divideWord(word: string): string {
  const syllables = word.replace(NEXT_SYLLABLE, `$1${SOFT_HYPHEN}`).split(SOFT_HYPHEN)
  return syllables.reduce((done, syllable, index) => {
    const before = syllables.slice(0, index).join('').length
    const divides = before >= 3 && word.length - before >= 3
    return done + (divides ? SOFT_HYPHEN : '') + syllable
  })
}
