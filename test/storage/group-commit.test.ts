import { describe, expect, it } from 'vitest'
import { GroupCommit, type GroupCommitOptions } from '../../server/storage/group-commit.ts'

type Row = string

// PostgreSQL's code for a text that is no number.
const badRow = Object.assign(new Error('bad row'), { code: '22P02' })
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
    inFlight: 1,
    maxBatch: 3,
    maxBatchBytes: 100,
    maxWaiting: 5,
    maxWaitingBytes: 1_000,
    ...overrides,
  })
  return { group, commits, rows: () => commits.map((commit) => commit.rows) }
}

/** Long enough for what has ended to be followed by the next batch. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve))
}

describe('GroupCommit', () => {
  it('stores together what arrives in one turn, and what came while that was being stored', async () => {
    const { group, commits, rows } = groupCommit()

    const first = ['a', 'b'].map((row) => group.push('w', row))
    await settle()
    const second = ['c', 'd', 'e', 'f'].map((row) => group.push('w', row))
    for (const index of [0, 1, 2]) {
      await settle()
      commits[index]?.finish()
    }

    expect(await Promise.all([...first, ...second])).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((row) => `stored ${row}`),
    )
    expect(rows()).toEqual([['a', 'b'], ['c', 'd', 'e'], ['f']])
  })

  it('never has two rows of one key in flight, and keeps their order', async () => {
    const { group, commits, rows } = groupCommit({ inFlight: 2, maxBatch: 1 })

    for (const row of ['a:1', 'a:2', 'b:1', 'a:3']) void group.push('w', row)
    await settle()
    expect(rows()).toEqual([['a:1'], ['b:1']])
    commits[1]?.finish()
    await settle()
    expect(commits).toHaveLength(2)
    for (const index of [0, 2]) {
      commits[index]?.finish()
      await settle()
    }

    expect(rows()).toEqual([['a:1'], ['b:1'], ['a:2'], ['a:3']])
  })

  it('lets lanes take turns', async () => {
    const { group, commits } = groupCommit({ maxBatch: 1 })

    for (const row of ['a', 'b', 'c']) void group.push('busy', row)
    void group.push('quiet', 'x')
    for (const index of [0, 1, 2, 3]) {
      await settle()
      commits[index]?.finish()
    }

    expect(commits.map(({ lane }) => lane)).toEqual(['busy', 'quiet', 'busy', 'busy'])
  })

  it('tries a batch row by row when a row is at fault, and fails only that one', async () => {
    const { group, commits } = groupCommit()
    const answers = Promise.allSettled(['a', 'bad', 'c'].map((row) => group.push('w', row)))

    await settle()
    commits[0]?.fail(badRow)
    for (const index of [1, 2, 3]) {
      await settle()
      if (index === 2) commits[index]?.fail(badRow)
      else commits[index]?.finish()
    }

    expect(await answers).toEqual([
      { status: 'fulfilled', value: 'stored a' },
      { status: 'rejected', reason: badRow },
      { status: 'fulfilled', value: 'stored c' },
    ])
  })

  it('fails all rows of a batch when the database is at fault, and goes on', async () => {
    const { group, commits } = groupCommit()
    const answers = Promise.allSettled(['a', 'b', 'c'].map((row) => group.push('w', row)))

    await settle()
    commits[0]?.fail('away')

    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    const later = group.push('w', 'd')
    await settle()
    commits[1]?.finish()
    expect(await later).toBe('stored d')
  })

  it('refuses rows beyond the number or the bytes that may wait', async () => {
    const many = groupCommit({ maxWaiting: 1 })
    const large = groupCommit({ maxWaitingBytes: 4 })
    void many.group.push('w', 'a')

    await expect(many.group.push('w', 'b')).rejects.toMatchObject({ code: 'NOT_READY', retryAfterSeconds: 1 })
    await expect(large.group.push('w', 'large')).rejects.toMatchObject({ code: 'NOT_READY' })
    await settle()
    void many.group.push('w', 'c')
    many.commits[0]?.finish()
    await settle()
    expect(many.rows()).toEqual([['a'], ['c']])
  })

  it('keeps a batch below its bytes, but always takes one row', async () => {
    const { group, commits, rows } = groupCommit({ maxBatchBytes: 4 })

    for (const row of ['x', 'larger than four', 'ab', 'cd', 'e']) void group.push('w', row)
    for (const index of [0, 1, 2, 3]) {
      await settle()
      commits[index]?.finish()
    }

    expect(rows()).toEqual([['x'], ['larger than four'], ['ab', 'cd'], ['e']])
  })

  it('tells its pressure: high while rows wait, some while any are stored, none a moment later', async () => {
    const { group, commits } = groupCommit({ maxBatch: 1 })
    expect(group.pressure).toBe('none')

    for (const row of ['a', 'b']) void group.push('w', row)
    await settle()
    expect(group.pressure).toBe('high')
    commits[0]?.finish()
    await expect.poll(() => group.pressure).toBe('some')
    commits[1]?.finish()

    await expect.poll(() => group.pressure).toBe('none')
  })
})
