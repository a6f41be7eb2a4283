import { BudgetExhausted } from '../../../platform/connections/index.ts'
import { LookLater } from '../../../platform/outbound/index.ts'
import { eachOf } from '../../../shared/each-of.ts'
import { growYoungInBurst } from '../../../shared/small-heap.ts'
import { isLasting, wordsOf } from './is-lasting.ts'
import { TakenOver } from './outcomes.ts'
import type { RunContext } from './run-context.ts'
import { updatePage, type PageLine } from './run-page.store.ts'
import { featureOf } from './run.ts'

export type LineOfPage = PageLine & { readonly pageId: string }

const PAGES_AT_ONCE = 24

/**
 * Does each page that is not at its end, some at a time. What fails for good is that page's result; what may go better later lets the
 * other pages go first, and is thrown then.
 */
export async function runPages(
  context: RunContext,
  lines: readonly PageLine[],
  run: (line: LineOfPage) => Promise<void>,
): Promise<void> {
  const later: Date[] = []
  const failures: unknown[] = []
  const open = lines.filter((line): line is LineOfPage => line.pageId !== null && isOpen(line))
  await eachOf(open, PAGES_AT_ONCE, async (line) => {
    context.signal.throwIfAborted()
    growYoungInBurst()
    try {
      await run(line)
    } catch (error) {
      if (error instanceof TakenOver || context.signal.aborted) throw error
      if (error instanceof LookLater) later.push(error.at)
      else if (error instanceof BudgetExhausted) later.push(error.resumesAt)
      else if (isLasting(error)) await fail(context, line, error)
      else failures.push(error)
    }
    context.deps.publish(context.scope, 'run', {
      feature: featureOf(context.run),
      id: context.run.id,
      status: 'running',
    })
  })
  if (failures.length > 0) throw failures[0]
  const [first] = later.toSorted((a, b) => a.getTime() - b.getTime())
  if (first !== undefined) throw new LookLater(first)
}

function isOpen({ status }: PageLine): boolean {
  return status === 'found' || status === 'planned' || status === 'writing'
}

async function fail(context: RunContext, { pageId }: LineOfPage, error: Error): Promise<void> {
  await context.save((tx) =>
    updatePage(tx, context.scope, {
      runId: context.run.id,
      pageId,
      status: 'failed',
      error: wordsOf(error),
    }),
  )
}
