import { styleOf, STYLES, type CellKind } from './styles.ts'
import { isFormulaLike, xmlText } from './xml-text.ts'

/** A value of another kind than its column's, or in bold. */
export interface Styled {
  readonly kind: CellKind
  readonly value: string | number | boolean | null
  readonly bold?: boolean
}

/**
 * What a cell holds, as its column's kind says: texts are texts, whatever they look like; moments are milliseconds since 1970 of the clock
 * that is to be shown; days are YYYY-MM-DD; durations are milliseconds; null and what is no number stay empty.
 */
export type Cell = string | number | boolean | null | Styled
export type Row = readonly Cell[]

const DAY_MS = 86_400_000
// Days from Excel's epoch to 1970; right from March 1900 on.
const EPOCH_DAYS = 25_569
const FIRST_MS = Date.UTC(1900, 2, 1)
const END_MS = Date.UTC(10_000, 0, 1)

/** `at` is the beginning of the element up to the address and in it; nothing for an empty cell. */
export function cellXml(at: string, cell: Cell, columnKind: CellKind): string {
  if (cell === null) return ''
  if (typeof cell !== 'object') return valueXml(at, cell, { kind: columnKind })
  return cell.value === null ? '' : valueXml(at, cell.value, cell)
}

interface Look {
  readonly kind: CellKind
  readonly bold?: boolean
}

function valueXml(at: string, value: string | number | boolean, look: Look): string {
  if (typeof value === 'number') return numberXml(at, value, look)
  if (typeof value === 'boolean') return value ? `${at}" t="b"><v>1</v></c>` : `${at}" t="b"><v>0</v></c>`
  return look.kind === 'day' ? numberXml(at, Date.parse(value), look) : textXml(at, value, look)
}

function numberXml(at: string, value: number, look: Look): string {
  if (!Number.isFinite(value)) return ''
  const isDate = look.kind === 'moment' || look.kind === 'day'
  // Excel shows no others.
  if (isDate && (value < FIRST_MS || value >= END_MS))
    return textXml(at, new Date(value).toISOString(), { ...look, kind: 'text' })
  return at + AFTER_NUMBER_AT[styleOf(look.kind, look.bold)] + numberOf(value, look.kind) + '</v></c>'
}

function numberOf(value: number, kind: CellKind): number {
  if (kind === 'moment' || kind === 'day') return value / DAY_MS + EPOCH_DAYS
  return kind === 'duration' ? value / DAY_MS : value
}

function textXml(at: string, value: string, { kind, bold = false }: Look): string {
  const text = xmlText(value)
  if (text === '') return ''
  const style = kind === 'text' && !bold && isFormulaLike(text) ? styleOf('quoted') : styleOf(kind, bold)
  const after = NEEDS_SPACE.test(text) ? AFTER_SPACED_AT : AFTER_TEXT_AT
  return at + after[style] + text + '</t></is></c>'
}

const NEEDS_SPACE = /^\s|\s$|\n/

// What follows the address, for each style: millions of cells are put together of as few pieces as can be.
const AFTER_NUMBER_AT = STYLES.map((style) => `" s="${style}"><v>`)
const AFTER_TEXT_AT = STYLES.map((style) => `"${styleXml(style)} t="inlineStr"><is><t>`)
const AFTER_SPACED_AT = STYLES.map(
  (style) => `"${styleXml(style)} t="inlineStr"><is><t xml:space="preserve">`,
)

function styleXml(style: number): string {
  return style === 0 ? '' : ` s="${style}"`
}
