import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { api, Problem } from '../../../api/client.ts'
import type { TimeSession } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { Failure } from '../../../kit/states.tsx'
import { toast } from '../../../kit/toast.tsx'
import { zoneOf } from '../time-text.ts'
import { SessionForm } from './session-form.tsx'
import { readEdit, typedOf, type SessionProblem } from './session-input.ts'

interface EditSessionProps {
  readonly session: TimeSession
  readonly onClose: () => void
}

/** Changes a session by hand; Clockify is not told. */
export function EditSession({ session, onClose }: EditSessionProps) {
  const queries = useQueryClient()
  const [before] = useState(() => typedOf(session, zoneOf(session)))
  const [typed, setTyped] = useState(before)
  const [problems, setProblems] = useState<readonly SessionProblem[]>([])
  const formId = useId()
  const save = useMutation({
    mutationFn: (body: object) =>
      api<TimeSession>(`/api/time-sessions/${encodeURIComponent(session.id)}`, { method: 'PUT', body }),
    onSuccess: async () => {
      toast('success', t('time.edited'))
      for (const key of ['time-sessions', 'audit-entries'])
        void queries.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  const submit = (): void => {
    const read = readEdit(typed, before)
    setProblems('problems' in read ? read.problems : [])
    if ('problems' in read) return
    if (Object.keys(read.body).length === 0) onClose()
    else save.mutate(read.body)
  }
  return (
    <Dialog
      title={t('time.edit.title', { name: session.person.name })}
      onClose={onClose}
      closeText={t('action.cancel')}
      actions={
        <button type="submit" form={formId} className="primary" disabled={save.isPending}>
          {t('action.save')}
        </button>
      }
    >
      <p className="help">{session.endedAt === null ? t('time.edit.help') : t('time.edit.reviewHelp')}</p>
      <SessionForm id={formId} typed={typed} problems={problems} onChange={setTyped} onSubmit={submit} />
      {save.error && <Failure error={inWords(save.error)} />}
    </Dialog>
  )
}

function inWords(error: Error): Error {
  return error instanceof Problem && error.status === 409 ? new Error(t('time.edit.conflict')) : error
}
