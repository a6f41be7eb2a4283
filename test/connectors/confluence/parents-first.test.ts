import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parentsFirst } from '../../../server/connectors/confluence/parents-first.ts'

const item = (id: string, parentId: string | null) => ({ id, parentId })

describe('parentsFirst', () => {
  it('keeps the order of siblings', () => {
    const items = [item('c', 'b'), item('b', 'top'), item('d', 'b'), item('a', 'top')]

    expect(parentsFirst(items).map(({ id }) => id)).toEqual(['b', 'c', 'd', 'a'])
  })

  it('takes the last of what comes twice', () => {
    expect(parentsFirst([item('a', 'x'), item('b', 'a'), item('a', 'y')])).toEqual([
      item('a', 'y'),
      item('b', 'a'),
    ])
  })

  it('goes down a hundred thousand levels', () => {
    const items = Array.from({ length: 100_000 }, (_, at) => item(String(at), String(at - 1)))

    expect(parentsFirst(items.toReversed())).toEqual(items)
  })

  it('loses nothing, rings and orphans neither, and puts no child before its parent', () => {
    const ids = Array.from({ length: 12 }, (_, at) => String(at))
    const anyId = fc.constantFrom(...ids)
    const items = fc.array(fc.record({ id: anyId, parentId: fc.option(anyId) }), { maxLength: 30 })
    fc.assert(
      fc.property(items, (given) => {
        const ordered = parentsFirst(given)
        const parents = new Map(given.map(({ id, parentId }) => [id, parentId]))
        const isInRing = (id: string): boolean => {
          let above = parents.get(id)
          for (let steps = 0; above != null && steps < 30; steps += 1) above = parents.get(above)
          return above != null
        }
        const places = new Map(ordered.map(({ id }, place) => [id, place]))

        expect([...places.keys()].toSorted()).toEqual([...parents.keys()].toSorted())
        expect(ordered).toHaveLength(places.size)
        for (const { id, parentId } of ordered)
          if (!isInRing(id)) expect(places.get(parentId ?? '') ?? -1).toBeLessThan(places.get(id)!)
      }),
    )
  })
})
