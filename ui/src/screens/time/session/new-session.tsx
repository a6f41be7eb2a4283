import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { api } from '../../../api/client.ts'
import { useSession } from '../../../api/queries.ts'
import type { Person, TimeSession } from '../../../api/time-types.ts'
import type { Session } from '../../../api/types.ts'
import { t } from '../../../i18n/index.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { Failure, Loaded } from '../../../kit/states.tsx'
import { toast } from '../../../kit/toast.tsx'
import { PersonField } from '../person-field.tsx'
import { peopleQuery } from '../time-queries.ts'
import { localIn, ownZone } from '../zoned.ts'
import { SessionForm } from './session-form.tsx'
import { readNew, type SessionProblem, type TypedSession } from './session-input.ts'

interface NewSessionProps {
  readonly onAdded: (session: TimeSession) => void
  readonly onClose: () => void
}

const HOUR_MS = 3_600_000

/** Adds a session by hand: members their own, admins anybody's. */
export function NewSession({ onAdded, onClose }: NewSessionProps) {
  const people = useQuery(peopleQuery)
  const viewer = useSession()
  const formId = useId()
  const [isBusy, setBusy] = useState(false)
  return (
    <Dialog
      title={t('time.add.title')}
      onClose={onClose}
      closeText={t('action.cancel')}
      actions={
        <button type="submit" form={formId} className="primary" disabled={isBusy || !people.data}>
          {t('time.add.do')}
        </button>
      }
    >
      <p className="help">{t('time.add.help')}</p>
      <Loaded query={people} rows={4}>
        {(all) => (
          <NewSessionForm
            id={formId}
            people={choosable(all, viewer)}
            onBusy={setBusy}
            onAdded={(session) => {
              onClose()
              onAdded(session)
            }}
          />
        )}
      </Loaded>
    </Dialog>
  )
}

function choosable(people: readonly Person[], { actor }: Session): readonly Person[] {
  if (actor.role === 'admin') return people
  return people.filter(({ externalId }) => actor.type === 'user' && externalId === actor.id)
}

function startingWith(people: readonly Person[]): TypedSession {
  const [only] = people.length === 1 ? people : []
  const zone = only?.timeZone ?? ownZone()
  const local = (ms: number): string => `${localIn(ms, zone).slice(0, 14)}00`
  return {
    personId: only?.id ?? '',
    project: null,
    task: null,
    description: '',
    start: local(Date.now() - HOUR_MS),
    end: local(Date.now()),
    zone,
    billable: false,
    note: '',
  }
}

interface NewSessionFormProps {
  readonly id: string
  readonly people: readonly Person[]
  readonly onBusy: (isBusy: boolean) => void
  readonly onAdded: (session: TimeSession) => void
}

function NewSessionForm({ id, people, onBusy, onAdded }: NewSessionFormProps) {
  const queries = useQueryClient()
  const [typed, setTyped] = useState(() => startingWith(people))
  const [problems, setProblems] = useState<readonly SessionProblem[]>([])
  const add = useMutation({
    mutationFn: (body: object) => api<TimeSession>('/api/time-sessions', { method: 'POST', body }),
    onMutate: () => onBusy(true),
    onSettled: () => onBusy(false),
    onSuccess: (session) => {
      toast('success', t('time.added'))
      for (const key of ['time-sessions', 'audit-entries'])
        void queries.invalidateQueries({ queryKey: [key] })
      onAdded(session)
    },
  })
  const submit = (): void => {
    const read = readNew(typed)
    setProblems('problems' in read ? read.problems : [])
    if ('body' in read) add.mutate(read.body)
  }
  const choosePerson = (personId: string): void => {
    const zone = people.find((person) => person.id === personId)?.timeZone ?? typed.zone
    setTyped({ ...typed, personId, zone })
  }
  if (people.length === 0) return <p className="notice notice-warn">{t('time.add.nobody')}</p>
  return (
    <>
      <SessionForm id={id} typed={typed} problems={problems} onChange={setTyped} onSubmit={submit}>
        <PersonField
          people={people}
          value={typed.personId}
          nobody={t('time.choosePerson')}
          problem={problems.includes('person') ? t('time.wrong.person') : undefined}
          onChange={choosePerson}
        />
      </SessionForm>
      {add.error && <Failure error={add.error} />}
    </>
  )
}
