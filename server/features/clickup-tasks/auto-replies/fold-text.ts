/** Texts that people take for the same become equal: width and composition of letters, and their case in every script. */
export function foldText(text: string): string {
  // By way of capitals, so that ß is ss, and before that of small letters, for ẞ has no capital; the two small sigmas are one letter.
  const small = text.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase()
  return small.replaceAll('ς', 'σ').normalize('NFKC')
}

/** Whether the term stands somewhere in the text with no letter, digit or mark of a word beside it. */
export function hasWord(text: string, term: string): boolean {
  if (term === '') return false
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const isAlone = !isWordLike(before(text, at)) && !isWordLike(after(text, at + term.length))
    if (isAlone) return true
  }
  return false
}

// Marks belong to the letter before them, as vowels do in many scripts.
const WORD_LIKE = /^[\p{L}\p{N}\p{M}_]$/u

function isWordLike(character: string): boolean {
  return WORD_LIKE.test(character)
}

function before(text: string, at: number): string {
  const last = text.charCodeAt(at - 1)
  const isPair = last >= 0xdc00 && last <= 0xdfff
  return text.slice(Math.max(0, at - (isPair ? 2 : 1)), at)
}

function after(text: string, at: number): string {
  const point = text.codePointAt(at)
  return point === undefined ? '' : String.fromCodePoint(point)
}
