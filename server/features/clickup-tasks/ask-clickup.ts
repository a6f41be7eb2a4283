import type { ClickupClient } from '../../connectors/clickup/index.ts'
import { BudgetExhausted } from '../../platform/connections/index.ts'
import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { ClickupTaskDeps } from './deps.ts'

type AskDeps = Pick<ClickupTaskDeps, 'clock' | 'openClickup'>

/** For somebody who waits: throws RATE_LIMITED instead of waiting until ClickUp may be asked again. */
export async function askClickup<Answer>(
  { clock, openClickup }: AskDeps,
  scope: WorkspaceScope,
  ask: (clickup: ClickupClient) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask(await openClickup(scope, 'interactive'))
  } catch (error) {
    if (!(error instanceof BudgetExhausted)) throw error
    const { resumesAt } = error
    const waitMs = resumesAt.getTime() - clock.now().getTime()
    throw new AppError(
      'RATE_LIMITED',
      `ClickUp wants to be left alone until ${resumesAt.toISOString()}. Try again then.`,
      { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)), cause: error },
    )
  }
}
