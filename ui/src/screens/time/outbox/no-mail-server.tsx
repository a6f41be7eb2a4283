import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { t } from '../../../i18n/index.ts'

/** Says so where mails are set up or looked for in vain. */
export function NoMailServer() {
  const { data } = useQuery({
    queryKey: ['outbox', 'sends'],
    queryFn: ({ signal }) => api<{ readonly sends: boolean }>('/api/outbox?limit=1', { signal }),
  })
  return data?.sends === false && <p className="notice notice-warn">{t('outbox.noServer')}</p>
}
