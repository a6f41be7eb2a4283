import { describe, expect, it } from 'vitest'
import { diffBlocks, type Block } from '../../../ui/src/screens/pages/diff/diff-blocks.ts'
import { diffRows } from '../../../ui/src/screens/pages/diff/diff-rows.ts'
import { splitMarkup } from '../../../ui/src/screens/pages/diff/split-markup.ts'

const oldText = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.kind === 'same' ? block.lines : block.removed)).join('')
const newText = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.kind === 'same' ? block.lines : block.added)).join('')
const changes = (blocks: readonly Block[]) =>
  blocks.flatMap((block) =>
    block.kind === 'changed' ? [[block.removed.join(''), block.added.join('')]] : [],
  )

const paragraphs = (count: number, words = 'Paragraph') =>
  Array.from({ length: count }, (_, index) => `<p>${words} ${index}</p>`)

/** Always the same numbers below 1 (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

describe('markup in lines', () => {
  it('is broken between tags and after line feeds, never within words', () => {
    expect(splitMarkup('<p>A <b>bold</b> word</p><p>B</p>')).toEqual([
      '<p>A <b>bold</b> word</p>',
      '<p>B</p>',
    ])
    expect(splitMarkup('<x><![CDATA[one\ntwo]]></x>')).toEqual(['<x>', '<![CDATA[one\n', 'two]]>', '</x>'])
    expect(splitMarkup('')).toEqual([])
  })
})

describe('the difference of two pages', () => {
  it('is the one line that was changed', () => {
    const { blocks, isRough } = diffBlocks('<p>A</p><p>B</p><p>C</p>', '<p>A</p><p>X</p><p>C</p>')
    expect(changes(blocks)).toEqual([['<p>B</p>', '<p>X</p>']])
    expect(isRough).toBe(false)
  })

  it.each([
    ['<p>A</p>', '<p>A</p>', []],
    ['', '<p>A</p>', [['', '<p>A</p>']]],
    ['<p>A</p>', '', [['<p>A</p>', '']]],
    ['<p>A</p><p>B</p>', '<p>B</p>', [['<p>A</p>', '']]],
    ['<p>A</p>', '<p>A</p><p>B</p>', [['', '<p>B</p>']]],
    ['<p>A</p>', '<h1>B</h1>', [['<p>A</p>', '<h1>B</h1>']]],
    // Nothing is there once only.
    ['<hr/><hr/><p/><p/><hr/>', '<hr/><p/><hr/><hr/>', expect.any(Array)],
  ])('of %s and %s', (before, after, expected) => {
    const { blocks } = diffBlocks(before, after)
    expect(changes(blocks)).toEqual(expected)
    expect([oldText(blocks), newText(blocks)]).toEqual([before, after])
  })

  it('holds both texts whole, whatever they are', () => {
    const random = numbersFrom(8)
    const words = ['<p>A</p>', '<p>B</p>', '<li>', '</li>', '<br/>', 'x\n']
    const text = () =>
      Array.from(
        { length: Math.floor(random() * 40) },
        () => words[Math.floor(random() * words.length)],
      ).join('')
    for (let round = 0; round < 2_000; round += 1) {
      const [before, after] = [text(), text()]
      const { blocks } = diffBlocks(before, after)
      expect([oldText(blocks), newText(blocks)]).toEqual([before, after])
    }
  })

  it('is the fewest edits where nothing sure is to be had', () => {
    const { blocks } = diffBlocks('<a/><b/><c/><a/><b/><b/><a/>', '<c/><b/><a/><b/><a/><c/>')
    const edits = blocks.flatMap((block) =>
      block.kind === 'changed' ? [...block.removed, ...block.added] : [],
    )
    expect(edits).toHaveLength(5)
  })

  it('takes a page of 5 MB with a thousand tasks replaced', () => {
    const lines = paragraphs(130_000, 'Some words of a paragraph that stays as it is, number')
    const before = lines.map((line, index) => (index % 130 === 7 ? `<task>${index}</task>` : line)).join('')
    const after = lines.map((line, index) => (index % 130 === 7 ? `<a>ENG-${index}</a>` : line)).join('')
    expect(before.length).toBeGreaterThan(5_000_000)
    const { blocks, isRough } = diffBlocks(before, after)
    expect(changes(blocks)).toHaveLength(1_000)
    expect(changes(blocks)[0]).toEqual(['<task>7</task>', '<a>ENG-7</a>'])
    expect(isRough).toBe(false)
  })

  it('says so where the texts differ too much, and shows both as a whole', () => {
    const random = numbersFrom(4)
    const noise = () => Array.from({ length: 6_000 }, () => `<p>${Math.floor(random() * 40)}</p>`).join('')
    const [before, after] = [noise(), noise()]
    const { blocks, isRough } = diffBlocks(before, after)
    expect(isRough).toBe(true)
    expect([oldText(blocks), newText(blocks)]).toEqual([before, after])
  })
})

describe('the rows that are shown', () => {
  const before = paragraphs(20).join('')
  const after = before.replace('<p>Paragraph 10</p>', '<p>New</p><p>Newer</p>')
  const { blocks } = diffBlocks(before, after)

  it('fold what has not changed, but for three lines around a change', () => {
    const rows = diffRows(blocks, new Set())
    expect(rows.map((row) => (row.kind === 'folded' ? `${row.count}` : `${row.kind} ${row.text}`))).toEqual([
      '7',
      'same <p>Paragraph 7</p>',
      'same <p>Paragraph 8</p>',
      'same <p>Paragraph 9</p>',
      'removed <p>Paragraph 10</p>',
      'added <p>New</p>',
      'added <p>Newer</p>',
      'same <p>Paragraph 11</p>',
      'same <p>Paragraph 12</p>',
      'same <p>Paragraph 13</p>',
      '6',
    ])
  })

  it('unfold what was opened', () => {
    const rows = diffRows(blocks, new Set([0]))
    expect(rows.slice(0, 2)).toEqual([
      { kind: 'same', text: '<p>Paragraph 0</p>' },
      { kind: 'same', text: '<p>Paragraph 1</p>' },
    ])
    expect(rows.filter(({ kind }) => kind === 'folded')).toEqual([{ kind: 'folded', block: 2, count: 6 }])
  })

  it('do not fold what is as short as the words that say so', () => {
    const near = diffBlocks('<a/><b/><c/><d/>', '<x/><b/><c/><y/>')
    expect(diffRows(near.blocks, new Set()).some(({ kind }) => kind === 'folded')).toBe(false)
  })
})
