// Line breaks and other controls, and what turns the direction of the text that follows.
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu
// Of a letter that takes two code units; no database stores one.
const HALVES = /\p{Cs}/gu

/** A text of others as one line of at most so many letters: nothing in it ends the line or hides what stands beside it. */
export function plainLine(text: string, most: number): string {
  const line = text.replace(HALVES, '\ufffd').replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim()
  if (line.length <= most) return line
  const letters = Array.from(line)
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : line
}
