// Far more than one letter takes. Looking at the whole text would cost seconds where it is long.
const WINDOW = 200
const LETTERS = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** At most so many code units, and no half of a letter at the end. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  let end = startOf(text, Math.max(0, most - WINDOW))
  for (const { segment } of LETTERS.segment(text.slice(end, most + WINDOW))) {
    if (end + segment.length > most) break
    end += segment.length
  }
  return text.slice(0, end)
}

/** Not between the two units of a code point. */
function startOf(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at
}
