import { useQuery } from '@tanstack/react-query'
import type { Place } from '../../../api/clickup-types.ts'
import type { HuntflowOptions, Transfer } from '../../../api/transfer-types.ts'
import { api, withQuery } from '../../../api/client.ts'
import { useConnected } from '../clickup-queries.ts'

const FRESH_MS = 60_000

/** What can be chosen in Huntflow; undefined = the organisations. */
export function useHuntflowOptions(accountId: string | undefined, enabled: boolean) {
  return useQuery({
    queryKey: ['huntflow-options', accountId ?? ''],
    queryFn: ({ signal }) =>
      api<HuntflowOptions>(withQuery('/api/huntflow/options', { accountId }), { signal }),
    staleTime: FRESH_MS,
    enabled,
  })
}

type Target = Pick<Transfer, 'accountId' | 'vacancyId' | 'statusId'>

/** Where a transfer goes, by name as far as Huntflow can be asked. */
export function useTargetNames({ accountId, vacancyId, statusId }: Target) {
  const isConnected = useConnected('huntflow') === true
  const accounts = useHuntflowOptions(undefined, isConnected)
  const inAccount = useHuntflowOptions(accountId, isConnected && vacancyId !== null)
  return {
    account: nameOf(accounts.data?.accounts, accountId) ?? accountId,
    vacancy: nameOf(inAccount.data?.vacancies, vacancyId),
    stage: nameOf(inAccount.data?.statuses, statusId),
  }
}

/** The id itself where the name is not known. */
function nameOf(places: readonly Place[] | undefined, id: string | null): string | null {
  return places?.find((place) => place.id === id)?.name ?? id
}
