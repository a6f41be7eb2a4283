import { api } from '../../api/client.ts'
import { t } from '../../i18n/index.ts'
import { toast } from '../../kit/toast.tsx'

interface Outcome {
  readonly ok: boolean
  readonly account?: string
  readonly problem?: string
}

/** Asks the service as whom we are connected, and tells the answer. */
export async function askService(id: string, label: string): Promise<void> {
  const outcome = await api<Outcome>(`/api/connections/${encodeURIComponent(id)}/test`, { method: 'POST' })
  if (outcome.ok) toast('success', t('settings.connections.works', { label, account: outcome.account ?? '' }))
  else toast('error', t('settings.connections.fails', { label, problem: outcome.problem ?? '' }))
}
