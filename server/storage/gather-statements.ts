import type { Tx } from './db.ts'

/** One statement, or several that do not wait for each other. */
export interface Gathered {
  /** Characters that it carries, where those may be many. */
  readonly size: number
  run(tx: Tx): Promise<unknown>
}

interface Waiting<Statement> {
  readonly statement: Statement
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Runs them all in one transaction that it begins for them. */
type RunTogether<Statement> = (
  statements: readonly Statement[],
  runAll: (tx: Tx) => Promise<readonly unknown[]>,
) => Promise<readonly unknown[]>

/** A message of all that they carry is made at once. */
const MOST_SIZE = 1_000_000

/**
 * Thousands of transactions of one statement each as a few: what is asked for while one is under way goes together in the next, without
 * any delay. Where that fails each is tried alone, so that none fails for another's sake: after a lost answer that is a second time.
 */
export function gatherStatements<Statement extends Gathered>(
  runTogether: RunTogether<Statement>,
): (statement: Statement) => Promise<unknown> {
  let waiting: Waiting<Statement>[] = []
  let isUnderWay = false

  async function runGroup(group: readonly Waiting<Statement>[]): Promise<void> {
    try {
      const statements = group.map(({ statement }) => statement)
      const results = await runTogether(statements, (tx) => allOf(statements.map((one) => one.run(tx))))
      for (const [index, { resolve }] of group.entries()) resolve(results[index])
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error)
      else for (const one of group) await runGroup([one])
    }
  }

  async function runWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const group = firstOf(waiting)
      waiting = waiting.slice(group.length)
      await runGroup(group)
    }
    isUnderWay = false
  }

  return (statement) =>
    new Promise((resolve, reject) => {
      waiting.push({ statement, resolve, reject })
      if (isUnderWay) return
      isUnderWay = true
      queueMicrotask(() => void runWaiting())
    })
}

function firstOf<Statement extends Gathered>(
  waiting: readonly Waiting<Statement>[],
): readonly Waiting<Statement>[] {
  let size = 0
  const tooMany = waiting.findIndex(({ statement }, index) => {
    size += statement.size
    return index > 0 && size > MOST_SIZE
  })
  return tooMany === -1 ? waiting : waiting.slice(0, tooMany)
}

/** All have ended before the first failure is thrown: nothing may follow it on the connection but the rollback. */
async function allOf(results: readonly Promise<unknown>[]): Promise<readonly unknown[]> {
  const settled = await Promise.allSettled(results)
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}
