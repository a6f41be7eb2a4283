import { useQueryClient } from '@tanstack/react-query'
import { api, Problem } from '../../../api/client.ts'
import type { Person } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Confirm } from '../../../kit/confirm.tsx'
import { toast } from '../../../kit/toast.tsx'

interface RemovePersonProps {
  readonly person: Person
  readonly onClose: () => void
}

export function RemovePerson({ person, onClose }: RemovePersonProps) {
  const queries = useQueryClient()
  const remove = async (): Promise<void> => {
    try {
      await api(`/api/people/${encodeURIComponent(person.id)}`, { method: 'DELETE' })
    } catch (error) {
      throw error instanceof Problem && error.status === 409
        ? new Error(t('people.remove.hasSessions'))
        : error
    }
    toast('success', t('people.removed', { name: person.name }))
    void queries.invalidateQueries({ queryKey: ['people'] })
  }
  return (
    <Confirm
      title={t('people.remove.title', { name: person.name })}
      action={t('action.remove')}
      run={remove}
      onClose={onClose}
    >
      <p>{t('people.remove.text')}</p>
    </Confirm>
  )
}
