import { endOfString } from '../../../shared/read-json.ts'
import { lineCounter } from './line-counter.ts'

export interface ArrayPart {
  /** Where it begins, from 1. */
  readonly line: number
  /** As it is written. */
  readonly text: string
}

const DEPTHS: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 }

/** The elements of a JSON array, also of one with mistakes in it; whether they are JSON is for the reader to say. */
export function splitArray(text: string): ArrayPart[] {
  const lineOf = lineCounter((place) => text.charCodeAt(place))
  const parts: ArrayPart[] = []
  let depth = 0
  let begin = text.indexOf('[') + 1
  const keep = (end: number): void => {
    const part = text.slice(begin, end)
    const start = begin + part.length - part.trimStart().length
    if (part.trim() !== '') parts.push({ line: lineOf(start), text: part.trim() })
    begin = end + 1
  }
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index] ?? ''
    if (char === '"') index = endOfString(text, index)
    depth += DEPTHS[char] ?? 0
    if (char === ',' && depth === 1) keep(index)
    if (char === ']' && depth === 0) {
      keep(index)
      return parts
    }
  }
  keep(text.length)
  return parts
}
