import { describe, expect, it } from 'vitest'
import { GroupCommit, type GroupCommitOptions } from '../../../server/platform/webhooks/group-commit.ts'

type Row = string
type Options = GroupCommitOptions<Row, string>

/** A row is `key` or `key:more`; each commit waits until it is let go. */
function groupCommit(overrides: Partial<Options> = {}) {
  const commits: { lane: string; rows: readonly Row[]; finish(): void; fail(error: unknown): void }[] = []
  const group = new GroupCommit<Row, string>({
    commit: (lane, rows) =>
      new Promise((resolve, reject) => {
        commits.push({
          lane,
          rows,
          finish: () => resolve(rows.map((row) => `stored ${row}`)),
          fail: reject,
        })
      }),
    keyOf: (row) => row.split(':')[0] ?? row,
    bytesOf: (row) => row.length,
    isRowsFault: (error) => error === 'bad row',
    inFlight: 1,
    maxBatch: 3,
    maxBatchBytes: 100,
    maxWaiting: 5,
    maxWaitingBytes: 1_000,
    ...overrides,
  })
  return { group, commits, rows: () => commits.map((commit) => commit.rows) }
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('GroupCommit', () => {
  it('stores the first row at once and what came meanwhile together', async () => {
    const { group, commits, rows } = groupCommit()

    const answers = ['a', 'b', 'c', 'd', 'e'].map((row) => group.push('w', row))
    expect(rows()).toEqual([['a']])
    for (const index of [0, 1, 2]) {
      commits[index]?.finish()
      await settle()
    }

    expect(rows()).toEqual([['a'], ['b', 'c', 'd'], ['e']])
    expect(await Promise.all(answers)).toEqual(['a', 'b', 'c', 'd', 'e'].map((row) => `stored ${row}`))
  })

  it('never has two rows of one key in flight, and keeps their order', async () => {
    const { group, commits, rows } = groupCommit({ inFlight: 2 })

    for (const row of ['a:1', 'a:2', 'b:1', 'a:3']) void group.push('w', row)
    expect(rows()).toEqual([['a:1'], ['b:1']])
    commits[1]?.finish()
    await settle()
    expect(commits).toHaveLength(2)
    commits[0]?.finish()
    await settle()
    commits[2]?.finish()
    await settle()

    expect(rows()).toEqual([['a:1'], ['b:1'], ['a:2'], ['a:3']])
  })

  it('lets lanes take turns', async () => {
    const { group, commits } = groupCommit({ maxBatch: 1 })

    for (const row of ['a', 'b', 'c']) void group.push('busy', row)
    void group.push('quiet', 'x')
    for (const index of [0, 1, 2, 3]) {
      commits[index]?.finish()
      await settle()
    }

    expect(commits.map(({ lane }) => lane)).toEqual(['busy', 'busy', 'quiet', 'busy'])
  })

  it('tries a batch row by row when a row is at fault, and fails only that one', async () => {
    const { group, commits } = groupCommit()
    const first = group.push('w', 'first')
    const answers = Promise.allSettled(['a', 'bad', 'c'].map((row) => group.push('w', row)))

    commits[0]?.finish()
    await settle()
    commits[1]?.fail('bad row')
    for (const index of [2, 3, 4]) {
      await settle()
      if (index === 3) commits[index]?.fail('bad row')
      else commits[index]?.finish()
    }

    expect(await first).toBe('stored first')
    expect(await answers).toEqual([
      { status: 'fulfilled', value: 'stored a' },
      { status: 'rejected', reason: 'bad row' },
      { status: 'fulfilled', value: 'stored c' },
    ])
  })

  it('fails all rows of a batch when the database is at fault, and goes on', async () => {
    const { group, commits } = groupCommit()
    const answers = Promise.allSettled(['a', 'b', 'c'].map((row) => group.push('w', row)))

    commits[0]?.fail('away')
    await settle()
    commits[1]?.fail('away')

    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    const later = group.push('w', 'd')
    commits[2]?.finish()
    expect(await later).toBe('stored d')
  })

  it('refuses rows beyond the number or the bytes that may wait', async () => {
    const many = groupCommit({ maxWaiting: 1 })
    const large = groupCommit({ maxWaitingBytes: 4 })
    void many.group.push('w', 'a')
    void many.group.push('w', 'b')

    await expect(many.group.push('w', 'c')).rejects.toMatchObject({ code: 'NOT_READY', retryAfterSeconds: 1 })
    await expect(large.group.push('w', 'large')).rejects.toMatchObject({ code: 'NOT_READY' })
    many.commits[0]?.finish()
    await settle()
    void many.group.push('w', 'c')
    many.commits[1]?.finish()
    await settle()
    expect(many.rows()).toEqual([['a'], ['b'], ['c']])
  })

  it('keeps a batch below its bytes, but always takes one row', async () => {
    const { group, commits, rows } = groupCommit({ maxBatchBytes: 4 })

    for (const row of ['x', 'larger than four', 'ab', 'cd', 'e']) void group.push('w', row)
    for (const index of [0, 1, 2, 3]) {
      commits[index]?.finish()
      await settle()
    }

    expect(rows()).toEqual([['x'], ['larger than four'], ['ab', 'cd'], ['e']])
  })
})
