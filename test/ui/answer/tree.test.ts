import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeOf } from '../../../ui/src/screens/studio/answer/differences-place.ts'
import { pointerOf, tokensOf, Walk } from '../../../ui/src/screens/studio/answer/json.ts'
import { atOnce } from '../../../ui/src/screens/studio/answer/sliced.ts'
import { OpenRows } from '../../../ui/src/screens/studio/answer/tree/open-rows.ts'
import { searchTree, type Hits } from '../../../ui/src/screens/studio/answer/tree/search-tree.ts'
import { stepOf } from '../../../ui/src/screens/studio/answer/tree/tree-keys.ts'

const VALUE = { a: [1, { b: 'x' }], c: {}, d: null }

function lines(rows: OpenRows): readonly string[] {
  return Array.from({ length: rows.count }, (_, row) => `${rows.depthOf(row)} ${rows.keyOf(row) ?? ''}`)
}

describe('the rows of a tree', () => {
  it('begins with the first level open', () => {
    expect(lines(new OpenRows(VALUE))).toEqual(['0 ', '1 a', '1 c', '1 d'])
  })

  it('opens and closes a row with all below it', () => {
    const rows = new OpenRows(VALUE)
    rows.toggle(1)
    rows.toggle(3)
    expect(lines(rows)).toEqual(['0 ', '1 a', '2 0', '2 1', '3 b', '1 c', '1 d'])
    expect(rows.isOpen(1)).toBe(true)
    rows.toggle(1)
    expect(lines(rows)).toEqual(['0 ', '1 a', '1 c', '1 d'])
  })

  it('leaves what has nothing below it as it is', () => {
    const rows = new OpenRows(VALUE)
    rows.toggle(2)
    rows.toggle(3)
    expect(rows.count).toBe(4)
    expect(new OpenRows('text').count).toBe(1)
  })

  it('opens everything in the order of the text, and closes it', () => {
    const rows = new OpenRows(VALUE)
    const work = rows.openAll()
    atOnce(work)
    expect(lines(rows)).toEqual(['0 ', '1 a', '2 0', '2 1', '3 b', '1 c', '1 d'])
    expect(rows.isOpening).toBe(false)
    rows.closeAll()
    expect(rows.count).toBe(4)
  })

  it('is the same whether opened at once or row by row', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const all = new OpenRows(value)
        atOnce(all.openAll())
        const each = new OpenRows(value)
        for (let row = 0; row < each.count; row += 1) each.open(row)
        expect(lines(each)).toEqual(lines(all))
      }),
    )
  })

  it('knows the path of each row and finds it again from closed', () => {
    const rows = new OpenRows(VALUE)
    expect(rows.reveal(['a', '1', 'b'])).toBe(4)
    expect(rows.pathOf(4)).toEqual(['a', 1, 'b'])
    expect(rows.valueOf(4)).toBe('x')
    expect(rows.parentOf(4)).toBe(3)
    expect(rows.reveal(['a', 7])).toBeUndefined()
    expect(rows.reveal([])).toBe(0)
  })

  it('copes with 300,000 rows', () => {
    const value = Array.from({ length: 60_000 }, (_, id) => ({ id, name: 'n', rate: { amount: id } }))
    const rows = new OpenRows(value)
    atOnce(rows.openAll())
    expect(rows.count).toBe(1 + 60_000 * 5)
    rows.toggle(1)
    expect(rows.count).toBe(1 + 60_000 * 5 - 4)
    rows.closeAll()
    expect(rows.count).toBe(60_001)
    expect(rows.reveal([59_999, 'rate', 'amount'])).toBe(60_000 + 4)
  })

  it('opens the children of a very long list', () => {
    const rows = new OpenRows({ items: Array.from({ length: 500_000 }, (_, at) => at) })
    rows.open(1)
    expect(rows.count).toBe(500_002)
    expect(rows.valueOf(500_001)).toBe(499_999)
  })
})

describe('the walk', () => {
  it('does not end at deep nesting', () => {
    let deep: unknown = 1
    for (let level = 0; level < 50_000; level += 1) deep = [deep]
    const walk = new Walk(deep)
    let visited = 0
    while (walk.next()) visited += 1
    expect(visited).toBe(50_001)
    expect(walk.depth).toBe(50_000)
  })

  it('writes pointers that can be read back', () => {
    expect(pointerOf(['a/b', 'c~d', 0, ''])).toBe('/a~1b/c~0d/0/')
    expect(tokensOf('/a~1b/c~0d/0/')).toEqual(['a/b', 'c~d', '0', ''])
    expect(pointerOf([])).toBe('')
  })
})

describe('the search', () => {
  const search = (value: unknown, text: string): Hits => {
    const hits: Hits = { paths: [], isCut: false }
    atOnce(searchTree(value, text, hits))
    return hits
  }

  it('finds names and texts in order, in any case, but no places in lists', () => {
    const value = { Name: 'x', list: ['NAME 1', 2, true, null], other: { rename: 0 } }
    expect(search(value, 'name').paths).toEqual([['Name'], ['list', 0], ['other', 'rename']])
    expect(search(value, '2').paths).toEqual([['list', 1]])
    expect(search(value, 'true').paths).toEqual([['list', 2]])
    expect(search(value, 'absent').paths).toEqual([])
  })

  it('stops at a number of hits and says so', () => {
    const value = Array.from({ length: 300_000 }, () => 'same')
    const hits = search(value, 'same')
    expect(hits.paths).toHaveLength(10_000)
    expect(hits.isCut).toBe(true)
  })
})

describe('keys in the tree', () => {
  it('walks, opens and closes', () => {
    const rows = new OpenRows(VALUE)
    const step = (key: string, active: number) => stepOf(key, { rows, active, pageRows: 2 })
    expect(step('ArrowDown', 0)).toBe(1)
    expect(step('ArrowDown', 3)).toBe(3)
    expect(step('ArrowUp', 0)).toBe(0)
    expect(step('PageDown', 0)).toBe(2)
    expect(step('End', 0)).toBe(3)
    expect(step('ArrowRight', 0)).toBe(1)
    expect(step('ArrowRight', 1)).toBe('toggle')
    expect(step('ArrowLeft', 1)).toBe(0)
    expect(step('ArrowLeft', 0)).toBe('toggle')
    expect(step('Enter', 1)).toBe('toggle')
    expect(step('q', 1)).toBeUndefined()
  })
})

describe('the place of a difference', () => {
  const body = [{ id: 'a', kiosk: 'k' }, { id: 'b', kiosk: null }, { kiosk: 'c' }]
  const difference = (pointer: string, kind: string, message = '') => ({ pointer, kind, message })

  it('is the first item whose value is of the told type', () => {
    expect(placeOf(body, difference('/*/kiosk', 'type', 'null in place of string'))).toEqual([1, 'kiosk'])
  })

  it('is the object in which a field is missing', () => {
    expect(placeOf(body, difference('/*/id', 'missing'))).toEqual([2])
  })

  it('is the first that exists otherwise', () => {
    expect(placeOf(body, difference('/*/kiosk', 'unexpected'))).toEqual([0, 'kiosk'])
    expect(placeOf(body, difference('/*/none', 'unexpected'))).toBeUndefined()
  })

  it('is found among the items of all pages', () => {
    expect(placeOf(body, difference('/tasks/*/kiosk', 'enum'))).toEqual([0, 'kiosk'])
  })

  it('is nowhere in the body for what is not of the body', () => {
    expect(placeOf(body, difference('', 'status'))).toBeUndefined()
    expect(placeOf('text', difference('', 'type'))).toBeUndefined()
  })
})
