import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { t } from '../../i18n/index.ts'
import { Confirm } from '../../kit/confirm.tsx'

interface CancelButtonProps {
  /** Such as `/api/page-tasks/runs/1`. */
  readonly run: string
  /** What it changes is asked for anew. */
  readonly queryKey: string
}

/** Stops a run, after a question. */
export function CancelButton({ run, queryKey }: CancelButtonProps) {
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const cancel = async (): Promise<void> => {
    try {
      await api(`${run}/cancel`, { method: 'POST' })
    } finally {
      await queries.invalidateQueries({ queryKey: [queryKey] })
    }
  }
  return (
    <>
      <button type="button" className="danger" onClick={() => setAsking(true)}>
        {t('pages.cancel')}
      </button>
      {isAsking && (
        <Confirm
          title={t('pages.cancel.title')}
          action={t('pages.cancel.do')}
          run={cancel}
          onClose={() => setAsking(false)}
        >
          <p>{t('pages.cancel.text')}</p>
        </Confirm>
      )}
    </>
  )
}
