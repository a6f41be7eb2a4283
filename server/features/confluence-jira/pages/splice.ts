import type { Span } from './read-storage.ts'

/** What comes in place of a span; an empty span is a place. */
export interface Splice extends Span {
  readonly text: string
}

/** All else stays as it is. The splices stand in order and do not overlap. */
export function splice(source: string, splices: readonly Splice[]): string {
  const pieces: string[] = []
  let cursor = 0
  for (const { start, end, text } of splices) {
    pieces.push(source.slice(cursor, start), text)
    cursor = end
  }
  pieces.push(source.slice(cursor))
  return pieces.join('')
}
