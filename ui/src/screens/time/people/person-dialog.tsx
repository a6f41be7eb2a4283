import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, Problem } from '../../../api/client.ts'
import type { Person, PersonInput } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { FormDialog } from '../../../kit/form-dialog.tsx'
import { toast } from '../../../kit/toast.tsx'
import { TextField } from '../../../kit/text-field.tsx'
import { Tick } from '../../../kit/tick.tsx'
import { ZoneInput } from '../zone-input.tsx'
import { readPerson, typedOf, type PersonProblem, type TypedPerson } from './person-input.ts'

interface PersonDialogProps {
  /** Undefined: a new one. */
  readonly person: Person | undefined
  readonly onClose: () => void
}

export function PersonDialog({ person, onClose }: PersonDialogProps) {
  const queries = useQueryClient()
  const [typed, setTyped] = useState(() => typedOf(person))
  const [problems, setProblems] = useState<readonly PersonProblem[]>([])
  const save = useMutation({
    mutationFn: (body: PersonInput) =>
      person
        ? api<Person>(`/api/people/${encodeURIComponent(person.id)}`, { method: 'PUT', body })
        : api<Person>('/api/people', { method: 'POST', body }),
    onSuccess: ({ name }) => {
      toast('success', t('people.saved', { name }))
      for (const key of ['people', 'time-sessions', 'overtime'])
        void queries.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  const submit = (): void => {
    const read = readPerson(typed)
    setProblems('problems' in read ? read.problems : [])
    if ('person' in read) save.mutate(read.person)
  }
  return (
    <FormDialog
      title={person ? t('people.edit.title', { name: person.name }) : t('people.add')}
      action={t('action.save')}
      isBusy={save.isPending}
      error={save.error && inWords(save.error)}
      onSubmit={submit}
      onClose={onClose}
    >
      <PersonFields typed={typed} problems={problems} onChange={setTyped} />
    </FormDialog>
  )
}

interface PersonFieldsProps {
  readonly typed: TypedPerson
  readonly problems: readonly PersonProblem[]
  readonly onChange: (typed: TypedPerson) => void
}

function PersonFields({ typed, problems, onChange }: PersonFieldsProps) {
  const set = (part: Partial<TypedPerson>): void => onChange({ ...typed, ...part })
  const field = (name: Exclude<PersonProblem, 'timeZone'> | 'externalId') => ({
    label: t(`people.field.${name}`),
    value: typed[name],
    help: name === 'name' ? undefined : t(`people.help.${name}`),
    problem: name !== 'externalId' && problems.includes(name) ? t(`people.wrong.${name}`) : undefined,
    onChange: (value: string) => set({ [name]: value }),
  })
  return (
    <>
      <TextField {...field('name')} />
      <TextField {...field('email')} input={{ type: 'email' }} />
      <div className="pair">
        <TextField {...field('hoursPerMonth')} input={{ inputMode: 'decimal' }} />
        <TextField {...field('overtimeHours')} input={{ inputMode: 'decimal' }} />
      </div>
      <ZoneInput
        label={t('time.field.timeZone')}
        value={typed.timeZone}
        isWrong={problems.includes('timeZone')}
        help={t('people.help.timeZone')}
        onChange={(timeZone) => set({ timeZone })}
      />
      <TextField {...field('externalId')} input={{ className: 'mono', spellCheck: false }} />
      <Tick
        label={t('people.field.enabled')}
        help={t('people.help.enabled')}
        isOn={typed.enabled}
        onChange={(enabled) => set({ enabled })}
      />
      <Tick
        label={t('people.field.notify')}
        help={t('people.help.notify')}
        isOn={typed.notify}
        onChange={(notify) => set({ notify })}
      />
    </>
  )
}

function inWords(error: Error): Error {
  return error instanceof Problem && error.status === 409 ? new Error(t('people.taken')) : error
}
