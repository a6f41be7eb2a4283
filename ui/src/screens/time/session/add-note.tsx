import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { api } from '../../../api/client.ts'
import { t } from '../../../i18n/index.ts'
import { Failure } from '../../../kit/states.tsx'
import { toast } from '../../../kit/toast.tsx'

const LONGEST = 5_000

/** Puts something on record that stays there. */
export function AddNote({ sessionId }: { readonly sessionId: string }) {
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const id = useId()
  const add = useMutation({
    mutationFn: () => api('/api/audit-entries', { method: 'POST', body: { sessionId, note: note.trim() } }),
    onSuccess: () => {
      setNote('')
      toast('success', t('time.note.added'))
      return queries.invalidateQueries({ queryKey: ['audit-entries'] })
    },
  })
  return (
    <form
      className="stack stack-tight"
      onSubmit={(event) => {
        event.preventDefault()
        if (note.trim() !== '') add.mutate()
      }}
    >
      <label className="field" htmlFor={id}>
        <span className="label">{t('time.note.add')}</span>
      </label>
      <textarea
        id={id}
        value={note}
        maxLength={LONGEST}
        aria-describedby={`${id}-help`}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="row between">
        <span id={`${id}-help`} className="help grow">
          {t('time.note.help')}
        </span>
        <button type="submit" disabled={note.trim() === '' || add.isPending}>
          {t('time.note.do')}
        </button>
      </div>
      {add.error && <Failure error={add.error} />}
    </form>
  )
}
