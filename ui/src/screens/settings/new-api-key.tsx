import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import { api } from '../../api/client.ts'
import type { ApiKey, Role } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { CopyField } from '../../kit/copy-field.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Failure } from '../../kit/states.tsx'

type MadeApiKey = ApiKey & { readonly key: string }

const ROLES: readonly Role[] = ['reader', 'member', 'admin']
const MAX_LABEL = 100

/** Asks what the key is for, makes it and shows it this once. */
export function NewApiKey({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient()
  const make = useMutation({
    mutationFn: (body: { label: string; role: Role }) =>
      api<MadeApiKey>('/api/api-keys', { method: 'POST', body }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['api-keys'] }),
  })
  const formId = useId()
  if (make.data) return <ShownOnce made={make.data} onClose={onClose} />
  return (
    <Dialog
      title={t('settings.keys.make')}
      onClose={onClose}
      closeText={t('action.cancel')}
      actions={
        <button type="submit" form={formId} className="primary" disabled={make.isPending}>
          {t('settings.keys.makeIt')}
        </button>
      }
    >
      <KeyForm id={formId} onSubmit={make.mutate} />
      {make.error && <Failure error={make.error} />}
    </Dialog>
  )
}

interface KeyFormProps {
  readonly id: string
  readonly onSubmit: (input: { label: string; role: Role }) => void
}

function KeyForm({ id, onSubmit }: KeyFormProps) {
  const [label, setLabel] = useState('')
  const [role, setRole] = useState<Role>('reader')
  function submit(event: FormEvent): void {
    event.preventDefault()
    onSubmit({ label: label.trim(), role })
  }
  return (
    <form id={id} className="stack" onSubmit={submit}>
      <label className="field">
        <span className="label">{t('settings.keys.label')}</span>
        <input
          required
          // Something other than blanks.
          pattern=".*\S.*"
          maxLength={MAX_LABEL}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
        <span className="help">{t('settings.keys.labelHelp')}</span>
      </label>
      <fieldset className="choices">
        <legend className="label">{t('settings.keys.role')}</legend>
        {ROLES.map((each) => (
          <label key={each} className="choice">
            <input type="radio" name={id} checked={role === each} onChange={() => setRole(each)} />
            <span>
              {t(`role.${each}`)}
              <span className="help">{t(`settings.keys.may.${each}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </form>
  )
}

function ShownOnce({ made, onClose }: { readonly made: MadeApiKey; readonly onClose: () => void }) {
  return (
    <Dialog
      title={t('settings.keys.madeTitle', { label: made.label })}
      onClose={onClose}
      closeText={t('settings.keys.isKept')}
      isPinned
    >
      <p className="notice notice-warn">{t('settings.keys.once')}</p>
      <CopyField label={t('signIn.key')} value={made.key} />
      <p className="help">{t('settings.keys.use')}</p>
      <pre className="card">{`Authorization: Bearer ${t('settings.keys.placeholder')}`}</pre>
    </Dialog>
  )
}
