import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { HuntflowTransferDeps } from '../deps.ts'
import type { OptionsQuery, OptionsView } from './options.schemas.ts'

/** Asked of Huntflow each time. */
export async function listOptions(
  { openHuntflow }: Pick<HuntflowTransferDeps, 'openHuntflow'>,
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
