import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import { api } from '../../api/client.ts'
import { operationQuery } from '../../api/queries.ts'
import { t } from '../../i18n/index.ts'
import { CopyField } from '../../kit/copy-field.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Failure } from '../../kit/states.tsx'
import { eventNamesIn, readHook, type HookInput, type HookProblem } from './hook-input.ts'

interface AddedHook {
  readonly id: string
  readonly url: string
}

/** Registers a webhook that was made in Clockify, and gives the address that it must send to. */
export function NewHook({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient()
  const add = useMutation({
    mutationFn: (body: HookInput) => api<AddedHook>('/api/clockify/hooks', { method: 'POST', body }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['hooks'] }),
  })
  const formId = useId()
  if (add.data) return <Added url={add.data.url} onClose={onClose} />
  return (
    <Dialog
      title={t('settings.hooks.add')}
      onClose={onClose}
      closeText={t('action.cancel')}
      actions={
        <button type="submit" form={formId} className="primary" disabled={add.isPending}>
          {t('settings.hooks.register')}
        </button>
      }
    >
      <ol className="steps">
        <li>{t('settings.hooks.step1')}</li>
        <li>{t('settings.hooks.step2')}</li>
        <li>{t('settings.hooks.step3')}</li>
      </ol>
      <HookForm id={formId} onSubmit={add.mutate} />
      {add.error && <Failure error={add.error} />}
    </Dialog>
  )
}

interface HookFormProps {
  readonly id: string
  readonly onSubmit: (hook: HookInput) => void
}

function HookForm({ id, onSubmit }: HookFormProps) {
  const [typed, setTyped] = useState<HookInput>({ event: '', token: '' })
  const [problems, setProblems] = useState<readonly HookProblem[]>([])
  const createWebhook = useQuery(operationQuery('clockify', 'createWebhook'))
  function submit(event: FormEvent): void {
    event.preventDefault()
    const read = readHook(typed)
    setProblems('problems' in read ? read.problems : [])
    if ('hook' in read) onSubmit(read.hook)
  }
  const listId = `${id}-events`
  return (
    <form id={id} className="stack" noValidate onSubmit={submit}>
      <Field
        name="event"
        value={typed.event}
        isWrong={problems.includes('event')}
        listId={listId}
        onChange={(event) => setTyped({ ...typed, event })}
      />
      <datalist id={listId}>
        {eventNamesIn(createWebhook.data).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Field
        name="token"
        value={typed.token}
        isWrong={problems.includes('token')}
        onChange={(token) => setTyped({ ...typed, token })}
      />
    </form>
  )
}

interface FieldProps {
  readonly name: HookProblem
  readonly value: string
  readonly isWrong: boolean
  readonly listId?: string
  readonly onChange: (value: string) => void
}

function Field({ name, value, isWrong, listId, onChange }: FieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {t(`settings.hooks.${name}`)}
      </label>
      <input
        id={id}
        className="mono"
        autoComplete="off"
        spellCheck={false}
        list={listId}
        value={value}
        aria-invalid={isWrong}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(event.target.value)}
      />
      <span
        id={`${id}-help`}
        className={isWrong ? 'error-text' : 'help'}
        role={isWrong ? 'alert' : undefined}
      >
        {isWrong ? t(`settings.hooks.${name}Wrong`) : t(`settings.hooks.${name}Help`)}
      </span>
    </div>
  )
}

function Added({ url, onClose }: { readonly url: string; readonly onClose: () => void }) {
  return (
    <Dialog title={t('settings.hooks.addedTitle')} onClose={onClose}>
      <p>{t('settings.hooks.addedText')}</p>
      <CopyField label={t('settings.hooks.url')} value={url} />
      <p className="help">{t('settings.hooks.addedHelp')}</p>
    </Dialog>
  )
}
