import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { html } from '../../server/shared/html.ts'
import { plainLine } from '../../server/shared/plain-line.ts'

describe('markup', () => {
  it('keeps what was made as markup, and makes text of everything else', () => {
    const rows = ['<b>', 'a & "b"'].map((text) => html`<li title="${text}">${text}</li>`)

    const { markup } = html`<b>${rows}</b>${7}`
    expect(markup.replaceAll(/\s*\n\s*/g, '')).toBe(
      '<b><li title="&lt;b&gt;">&lt;b&gt;</li><li title="a &amp; &quot;b&quot;">a &amp; &quot;b&quot;</li></b>7',
    )
  })

  it('never lets a text begin or end anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(html`${text}`.markup).not.toMatch(/[<>"'`]|&(?!(amp|lt|gt|quot|#39|#96);)/)
      }),
    )
  })
})

describe('a plain line', () => {
  it('is one line, of at most so many letters, without what is not seen', () => {
    expect(plainLine('  a\r\nb\t\u202ec\u0000 ', 20)).toBe('a b c')
    expect(plainLine('😀😀😀😀', 3)).toBe('😀😀…')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 50 }), (text, most) => {
        const line = plainLine(text, most)
        expect(Array.from(line).length).toBeLessThanOrEqual(most)
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u)
      }),
    )
  })
})
