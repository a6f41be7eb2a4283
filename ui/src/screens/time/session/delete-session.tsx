import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import type { TimeSession } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Confirm } from '../../../kit/confirm.tsx'
import { toast } from '../../../kit/toast.tsx'
import { spanText } from '../time-text.ts'

interface DeleteSessionProps {
  readonly session: TimeSession
  readonly onClose: () => void
}

export function DeleteSession({ session, onClose }: DeleteSessionProps) {
  const queries = useQueryClient()
  const remove = async (): Promise<void> => {
    await api(`/api/time-sessions/${encodeURIComponent(session.id)}`, { method: 'DELETE' })
    toast('success', t('time.deleted'))
    for (const key of ['time-sessions', 'audit-entries']) void queries.invalidateQueries({ queryKey: [key] })
  }
  return (
    <Confirm title={t('time.delete.title')} action={t('time.delete')} run={remove} onClose={onClose}>
      <p>
        <strong>{session.person.name}</strong>: {spanText(session)}
      </p>
      <p>{t('time.delete.text')}</p>
    </Confirm>
  )
}
