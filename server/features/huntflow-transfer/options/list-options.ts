import { BudgetExhausted } from '../../../platform/connections/index.ts'
import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { HuntflowTransferDeps } from '../deps.ts'
import type { OptionsQuery, OptionsView } from './options.schemas.ts'

type OptionDeps = Pick<HuntflowTransferDeps, 'openHuntflow' | 'clock'>

/** Asked of Huntflow each time. */
export async function listOptions(
  deps: OptionDeps,
  scope: WorkspaceScope,
  query: OptionsQuery,
): Promise<OptionsView> {
  try {
    return await askFor(deps, scope, query)
  } catch (error) {
    if (!(error instanceof BudgetExhausted)) throw error
    const waitMs = error.resumesAt.getTime() - deps.clock.now().getTime()
    throw new AppError('RATE_LIMITED', 'Huntflow takes no more requests at the moment. Try again shortly.', {
      retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)),
    })
  }
}

async function askFor(
  { openHuntflow }: OptionDeps,
  scope: WorkspaceScope,
  { accountId }: OptionsQuery,
): Promise<OptionsView> {
  const huntflow = await openHuntflow(scope, 'interactive')
  if (accountId === undefined) return { accounts: [...(await huntflow.accounts())] }
  const [vacancies, statuses, sources] = await Promise.all([
    huntflow.openVacancies(accountId),
    huntflow.stages(accountId),
    huntflow.sources(accountId),
  ])
  return {
    vacancies: vacancies.map(({ position, ...vacancy }) => ({ ...vacancy, name: position })),
    statuses: [...statuses],
    sources: [...sources],
  }
}
