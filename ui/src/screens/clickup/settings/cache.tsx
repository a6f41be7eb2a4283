import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useSession } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { Confirm } from '../../../kit/confirm.tsx'
import { toast } from '../../../kit/toast.tsx'

/** Forgets what is kept of tasks; ClickUp keeps everything. */
export function Cache() {
  const [isAsking, setAsking] = useState(false)
  const queries = useQueryClient()
  const isAdmin = useSession().actor.role === 'admin'
  const clear = async (): Promise<void> => {
    await api('/api/clickup/tasks', { method: 'DELETE' })
    toast('success', t('clickup.cache.cleared'))
    for (const key of ['clickup-tasks', 'clickup-syncs']) void queries.invalidateQueries({ queryKey: [key] })
  }
  if (!isAdmin) return null
  return (
    <section className="card stack" aria-labelledby="clickup-cache">
      <h2 id="clickup-cache">{t('clickup.cache')}</h2>
      <div className="row between">
        <p className="help grow">{t('clickup.cache.help')}</p>
        <button type="button" className="danger" onClick={() => setAsking(true)}>
          {t('clickup.cache.ask')}
        </button>
      </div>
      {isAsking && (
        <Confirm
          title={t('clickup.cache.title')}
          action={t('clickup.cache.do')}
          run={clear}
          onClose={() => setAsking(false)}
        >
          <p>{t('clickup.cache.text')}</p>
        </Confirm>
      )}
    </section>
  )
}
