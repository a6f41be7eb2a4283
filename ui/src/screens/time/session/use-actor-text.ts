import { useQuery } from '@tanstack/react-query'
import type { AuditEntry } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { peopleQuery } from '../time-queries.ts'

/** Who did something, in words: people by their names. */
export function useActorText(): (actor: AuditEntry['actor']) => string {
  const people = useQuery(peopleQuery)
  return ({ type, id }) => {
    if (type === 'unknown') return t('time.actor.unknown')
    if (type === 'system') return t('time.actor.system')
    const known = id ?? '?'
    if (type === 'api-key') return t('time.actor.api-key', { id: known })
    return (
      people.data?.find(({ externalId }) => externalId === id)?.name ?? t('time.actor.user', { id: known })
    )
  }
}
