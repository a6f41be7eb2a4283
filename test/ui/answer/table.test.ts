import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../ui/src/screens/studio/answer/sliced.ts'
import { cellOf, columnsOf } from '../../../ui/src/screens/studio/answer/table/columns.ts'
import { findRows } from '../../../ui/src/screens/studio/answer/table/find-rows.ts'
import { stepIn } from '../../../ui/src/screens/studio/answer/table/grid-keys.ts'
import { mergeSorted } from '../../../ui/src/screens/studio/answer/table/merge-sort.ts'
import { shownRows, type Sort } from '../../../ui/src/screens/studio/answer/table/shown-rows.ts'

const labels = (rows: readonly unknown[]) => atOnce(columnsOf(rows)).columns.map(({ label }) => label)

describe('the rows of an answer', () => {
  const rows = [{ a: 1 }]
  it.each([
    ['a list of objects', rows, { rows, path: [], isAll: true }],
    ['a page around a list', { items: rows, nextCursor: null }, { rows, path: ['items'], isAll: true }],
    ['a thing with one list', { id: 'p', members: rows }, { rows, path: ['members'], isAll: false }],
    ['two lists', { a: rows, b: rows }, undefined],
    ['a list of texts', ['a'], undefined],
    ['an empty list', [], { rows: [], path: [], isAll: true }],
    ['an object with an empty list', { id: 1, tags: [] }, undefined],
    ['a text', 'text', undefined],
    ['nothing', null, undefined],
  ])('%s', (_name, body, found) => {
    expect(findRows(body)).toEqual(found)
  })
})

describe('columns', () => {
  it('flattens objects in objects, in the order in which fields are met', () => {
    expect(labels([{ id: 1, rate: { amount: 2, by: { name: 'x' } }, tags: [] }, { late: 1 }])).toEqual([
      'id',
      'rate.amount',
      'rate.by.name',
      'tags',
      'late',
    ])
  })

  it('flattens three levels and no more', () => {
    const [column] = atOnce(columnsOf([{ a: { b: { c: { d: 1 } } } }])).columns
    expect(column?.label).toBe('a.b.c')
    expect(column && cellOf({ a: { b: { c: { d: 1 } } } }, column)).toEqual({ d: 1 })
  })

  it('has no column for null where other rows have an object, and one where they have not', () => {
    expect(labels([{ rate: null }, { rate: { amount: 1 } }])).toEqual(['rate.amount'])
    expect(labels([{ rate: null }])).toEqual(['rate'])
    expect(labels([{ rate: 'free' }, { rate: { amount: 1 } }])).toEqual(['rate', 'rate.amount'])
  })

  it('tells fields with a point in their name from fields of objects', () => {
    const { columns } = atOnce(columnsOf([{ 'a.b': 1, a: { b: 2 } }]))
    expect(columns.map((column) => cellOf({ 'a.b': 1, a: { b: 2 } }, column))).toEqual([1, 2])
    expect(new Set(columns.map(({ id }) => id)).size).toBe(2)
  })

  it('never reads what the language itself puts on objects', () => {
    expect(cellOf({}, { path: ['constructor'] })).toBeUndefined()
    expect(cellOf({}, { path: ['__proto__', 'toString'] })).toBeUndefined()
    const row: unknown = JSON.parse('{"__proto__": {"x": 1}}')
    expect(labels([row])).toEqual(['__proto__.x'])
    expect(cellOf(row, { path: ['__proto__', 'x'] })).toBe(1)
  })

  it('stops at a number of columns and says so', () => {
    const row = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`f${at}`, at]))
    const found = atOnce(columnsOf([row]))
    expect(found.columns).toHaveLength(200)
    expect(found.isCut).toBe(true)
    expect(atOnce(columnsOf([{ a: 1 }])).isCut).toBe(false)
  })
})

describe('sorting', () => {
  const sorted = (values: readonly unknown[], isDescending = false): readonly unknown[] => {
    const rows = values.map((value) => (value === undefined ? {} : { v: value }))
    const sort: Sort = { path: ['v'], isDescending }
    const order = atOnce(shownRows(rows, { columns: [], filter: '', sort, language: 'en' }))
    return [...order].map((index) => values[index])
  }

  it('sorts numbers by value', () => {
    expect(sorted([10, 9, -1, 2.5])).toEqual([-1, 2.5, 9, 10])
    expect(sorted([10, 9, -1], true)).toEqual([10, 9, -1])
  })

  it('sorts texts by the language, and numbers in them by value', () => {
    expect(sorted(['item 10', 'Zoo', 'item 9', 'álbum', 'arc'])).toEqual([
      'álbum',
      'arc',
      'item 9',
      'item 10',
      'Zoo',
    ])
  })

  it('sorts durations by their length', () => {
    expect(sorted(['PT10H', 'PT30M', 'PT1H30M', 'PT45S'])).toEqual(['PT45S', 'PT30M', 'PT1H30M', 'PT10H'])
  })

  it('keeps what is missing at the end in both directions', () => {
    expect(sorted([2, null, 1, undefined])).toEqual([1, 2, null, undefined])
    expect(sorted([1, null, 2, undefined], true)).toEqual([2, 1, null, undefined])
  })

  it('puts numbers before texts before the rest', () => {
    expect(sorted([true, 'a', [1, 2], 1, [1]])).toEqual([1, 'a', true, [1], [1, 2]])
  })

  it('is stable and agrees with the sort of the language', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 3_000 }), (values) => {
        const compare = (a: number, b: number) => (values[a] ?? 0) - (values[b] ?? 0)
        const items = Uint32Array.from(values.keys())
        expect([...atOnce(mergeSorted(items.slice(), compare))]).toEqual([...values.keys()].sort(compare))
      }),
      { numRuns: 30 },
    )
  })
})

describe('the filter', () => {
  const rows = [
    { name: 'Alpha', rate: { amount: 8900 }, tags: ['red'] },
    { name: 'Beta', rate: { amount: 12 }, tags: [{ name: 'Blue' }], secret: 'alpha' },
    { name: null },
  ]
  const found = (filter: string, paths: readonly (readonly string[])[]) => [
    ...atOnce(
      shownRows(rows, {
        columns: paths.map((path) => ({ path })),
        filter,
        sort: undefined,
        language: 'en',
      }),
    ),
  ]
  const all = [['name'], ['rate', 'amount'], ['tags']]

  it.each([
    ['alpha', [0]],
    ['  BETA ', [1]],
    ['89', [0]],
    ['blue', [1]],
    ['null', []],
    ['', [0, 1, 2]],
    ['object', []],
  ])('%j finds %j', (filter, expected) => {
    expect(found(filter, all)).toEqual(expected)
  })

  it('looks into the shown columns only', () => {
    expect(found('alpha', [['tags']])).toEqual([])
  })

  it('keeps the order of the sort', () => {
    const sort: Sort = { path: ['name'], isDescending: true }
    const order = atOnce(
      shownRows(rows, { columns: [{ path: ['name'] }], filter: 'a', sort, language: 'en' }),
    )
    expect([...order]).toEqual([1, 0])
  })
})

describe('keys in the table', () => {
  const size = { rows: 100, columns: 5, pageRows: 10 }
  const at = { row: 50, column: 2 }
  it.each([
    ['ArrowDown', false, { row: 51, column: 2 }],
    ['ArrowLeft', false, { row: 50, column: 1 }],
    ['PageUp', false, { row: 40, column: 2 }],
    ['Home', false, { row: 50, column: -1 }],
    ['End', true, { row: 99, column: 4 }],
    ['x', false, undefined],
  ])('%s, control %s', (key, ctrlKey, cell) => {
    expect(stepIn({ key, ctrlKey }, at, size)).toEqual(cell)
  })

  it('stays in the table', () => {
    expect(stepIn({ key: 'PageDown', ctrlKey: false }, { row: 98, column: 0 }, size)?.row).toBe(99)
    expect(stepIn({ key: 'ArrowLeft', ctrlKey: false }, { row: 0, column: -1 }, size)?.column).toBe(-1)
  })
})
