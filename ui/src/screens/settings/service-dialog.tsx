import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import { api, Problem } from '../../api/client.ts'
import type { ServiceConnection } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { Failure } from '../../kit/states.tsx'
import { askService } from './ask-service.ts'
import { bodyOf, nameOnServer, type ServiceField, type ServiceForm } from './services.ts'

interface ServiceDialogProps {
  readonly service: ServiceForm
  readonly onClose: () => void
}

/** Takes the credentials of a service, saves them and asks it at once whether they are right. */
export function ServiceDialog({ service, onClose }: ServiceDialogProps) {
  const { connector, label, fields } = service
  const queries = useQueryClient()
  const formId = useId()
  const [typed, setTyped] = useState(() => startingValues(fields))
  const save = useMutation({
    mutationFn: async () => {
      const body = bodyOf(fields, typed)
      const { id } = await api<ServiceConnection>(`/api/connections/${connector}`, { method: 'PUT', body })
      await askService(id, label)
    },
    onSuccess: onClose,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['connections'] })
      // Which operations there are depends on what the service is.
      await queries.invalidateQueries({ queryKey: ['operations'] })
    },
  })
  const violations = save.error instanceof Problem ? (save.error.body.violations ?? []) : []
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Dialog
      title={t('settings.connections.with', { label })}
      onClose={onClose}
      closeText={t('action.cancel')}
      actions={
        <button type="submit" form={formId} className="primary" disabled={save.isPending}>
          {t('settings.connections.save')}
        </button>
      }
    >
      <p className="help">{t(`settings.connections.how.${connector}`)}</p>
      <form id={formId} className="stack" onSubmit={submit}>
        {fields.map((field) => (
          <Field
            key={field.name}
            field={field}
            value={typed[field.name] ?? ''}
            problem={violations.find(({ pointer }) => pointer === `/${nameOnServer(field)}`)?.message}
            onChange={(value) => setTyped({ ...typed, [field.name]: value })}
          />
        ))}
      </form>
      {save.error && <Failure error={save.error} />}
    </Dialog>
  )
}

function startingValues(fields: readonly ServiceField[]): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map(({ name, choices }) => [name, choices?.[0] ?? '']))
}

interface FieldProps {
  readonly field: ServiceField
  readonly value: string
  readonly problem: string | undefined
  readonly onChange: (value: string) => void
}

function Field({ field, value, problem, onChange }: FieldProps) {
  const id = useId()
  const { name, isSecret = false, isOptional = false, choices, hint } = field
  const shared = {
    id,
    value,
    required: !isOptional,
    'aria-invalid': problem !== undefined,
    'aria-describedby': `${id}-help`,
  }
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {t(`settings.connections.field.${name}`)}
        {isOptional && <span className="faint"> ({t('settings.connections.optional')})</span>}
      </label>
      {choices ? (
        <select {...shared} onChange={(event) => onChange(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {t(`settings.connections.choice.${choice}`)}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          type={isSecret ? 'password' : 'text'}
          className="mono"
          autoComplete="off"
          spellCheck={false}
          placeholder={hint}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <span
        id={`${id}-help`}
        className={problem === undefined ? 'help' : 'error-text'}
        role={problem === undefined ? undefined : 'alert'}
      >
        {problem ?? t(`settings.connections.help.${name}`)}
      </span>
    </div>
  )
}
