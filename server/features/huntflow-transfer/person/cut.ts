/** At most so many letters, never half of one. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  let end = 0
  for (const { segment } of LETTERS.segment(text)) {
    if (end + segment.length > most) break
    end += segment.length
  }
  return text.slice(0, end)
}

const LETTERS = new Intl.Segmenter('und', { granularity: 'grapheme' })
