import { describe, expect, it } from 'vitest'

import { makePdf } from '../../../server/sandbox/shared/pdf.ts'

describe('makePdf', () => {
  it('says where each of its objects begins', () => {
    const text = makePdf(['A (line)', 'Ünïcode']).toString('latin1')
    const table = Number(/startxref\n(\d+)/.exec(text)?.[1])
    const places = [...text.slice(table).matchAll(/(\d{10}) 00000 n/g)].map((match) => Number(match[1]))

    expect(text.slice(table, table + 4)).toBe('xref')
    expect(places.map((place) => text.slice(place, place + 7))).toEqual(
      [1, 2, 3, 4, 5].map((number) => `${number} 0 obj`),
    )
    expect(text).toContain('(A \\(line\\)) Tj')
  })
})
