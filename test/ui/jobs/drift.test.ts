import { describe, expect, it } from 'vitest'
import type { Drift } from '../../../ui/src/api/types.ts'
import { driftLines, kindTextKey, searchDrift } from '../../../ui/src/screens/jobs/drift.ts'

function drift(operationId: string, pointer: string, more: Partial<Drift> = {}): Drift {
  return {
    connector: 'clockify',
    operationId,
    pointer,
    kind: 'type',
    firstSeenAt: '2026-11-26T14:00:00.000Z',
    lastSeenAt: '2026-11-26T15:00:00.000Z',
    count: 1,
    sample: 'null in place of string',
    ...more,
  }
}

const noWords = (): string => ''

describe('driftLines', () => {
  it('puts a head over the differences of each operation', () => {
    const lines = driftLines([
      drift('getTags', '/0'),
      drift('getTags', '/1'),
      drift('getTags', '/1', { kind: 'enum' }),
      drift('getUsers', '/0'),
    ])
    expect(
      lines.map((line) =>
        'operation' in line
          ? `${line.operation.operationId}: ${line.operation.differences}`
          : line.drift.pointer,
      ),
    ).toEqual(['getTags: 3', '/0', '/1', '/1', 'getUsers: 1', '/0'])
  })

  it('keeps operations of the same name in two services apart', () => {
    const lines = driftLines([drift('getUser', '/a'), drift('getUser', '/a', { connector: 'clickup' })])
    expect(lines).toHaveLength(4)
    expect(new Set(lines.map(({ key }) => key)).size).toBe(4)
  })

  it('has no lines for nothing', () => {
    expect(driftLines([])).toEqual([])
  })
})

describe('searchDrift', () => {
  const all = [
    drift('getTags', '/0/color'),
    drift('getUsers', '/0/taskId', { kind: 'missing', sample: 'is missing' }),
  ]

  it.each([
    ['', 2],
    ['   ', 2],
    ['TAGS', 1],
    ['color', 1],
    ['users missing', 1],
    ['tags missing', 0],
    ['in place', 1],
  ])('finds by "%s"', (typed, count) => {
    expect(searchDrift(all, typed, noWords)).toHaveLength(count)
  })

  it('finds by the words that are shown for it', () => {
    const found = searchDrift(all, 'other type', ({ kind }) => (kind === 'type' ? 'Other type' : 'Lost'))
    expect(found.map(({ operationId }) => operationId)).toEqual(['getTags'])
  })
})

describe('kindTextKey', () => {
  it('has words for every kind of the server', () => {
    const kinds = ['missing', 'type', 'enum', 'value', 'unexpected', 'status', 'content-type']
    expect(kinds.map(kindTextKey)).not.toContain(undefined)
    expect(kindTextKey('new-kind')).toBeUndefined()
  })
})
