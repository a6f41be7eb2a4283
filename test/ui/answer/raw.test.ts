import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prettyBlocks } from '../../../ui/src/screens/studio/answer/raw/pretty.ts'
import { blocksOf, TextRows } from '../../../ui/src/screens/studio/answer/raw/text-rows.ts'
import { atOnce } from '../../../ui/src/screens/studio/answer/sliced.ts'

function rowsOf(blocks: Iterable<string>): readonly string[] {
  const rows = new TextRows()
  atOnce(rows.fill(blocks))
  return Array.from({ length: rows.count }, (_, row) => rows.row(row))
}

describe('the text of a value', () => {
  it('is what JSON.stringify writes with two spaces', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect([...prettyBlocks(value)].join('')).toBe(JSON.stringify(value, null, 2))
      }),
    )
  })

  it('comes in blocks of whole lines', () => {
    const value = Array.from({ length: 20_000 }, (_, id) => ({ id, list: [], empty: {} }))
    const blocks = [...prettyBlocks(value)]
    expect(blocks.length).toBeGreaterThan(10)
    expect(blocks.slice(0, -1).every((block) => block.endsWith('\n'))).toBe(true)
    expect(blocks.join('')).toBe(JSON.stringify(value, null, 2))
    expect(rowsOf(blocks)).toEqual(JSON.stringify(value, null, 2).split('\n'))
  })
})

describe('a text in rows', () => {
  it('loses nothing, whatever its lines are', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 50 }),
      fc.integer({ min: 0, max: 100_000 }).map((length) => 'abcdefgh'.repeat(length / 8)),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = lines.join('\n')
        expect([...blocksOf(text)].join('')).toBe(text)
        expect(rowsOf(blocksOf(text)).join('')).toBe(text.replaceAll('\n', ''))
      }),
      { numRuns: 50 },
    )
  })

  it('has a row for each short line, empty ones too', () => {
    expect(rowsOf(blocksOf('a\n\nb'))).toEqual(['a', '', 'b'])
    const many = Array.from({ length: 30_000 }, (_, at) => (at % 3 === 0 ? '' : `line ${at}`))
    expect(rowsOf(blocksOf(many.join('\n')))).toEqual(many)
  })

  it('cuts long lines, and no character in two', () => {
    const rows = rowsOf(blocksOf('😀'.repeat(50_001)))
    expect(rows.every((row) => row.length <= 240)).toBe(true)
    expect(rows.some((row) => /[\u{D800}-\u{DFFF}]/u.test(row))).toBe(false)
    expect(rows.join('')).toBe('😀'.repeat(50_001))
  })

  it('copes with one very long line', () => {
    const rows = new TextRows()
    atOnce(rows.fill(blocksOf('x'.repeat(40_000_000))))
    expect(rows.count).toBeGreaterThan(150_000)
  })
})
