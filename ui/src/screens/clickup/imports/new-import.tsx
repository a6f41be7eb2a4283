import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import {
  IMPORT_FILTERS,
  type ClickupSettingsView,
  type ImportFilter,
  type ImportInput,
  type ImportTarget,
} from '../../../api/clickup-types.ts'
import { api } from '../../../api/client.ts'
import { t } from '../../../i18n/index.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { FormDialog } from '../../../kit/form-dialog.tsx'
import { RadioTicks } from '../../../kit/radio-ticks.tsx'
import { SelectField } from '../../../kit/select-field.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { TextField } from '../../../kit/text-field.tsx'
import { Tick } from '../../../kit/tick.tsx'
import { toast } from '../../../kit/toast.tsx'
import { settingsQuery } from '../clickup-queries.ts'
import { HuntflowFields } from '../transfers/huntflow-fields.tsx'
import { readImport, type ImportProblem, type TypedImport } from './import-input.ts'

interface NewImportProps {
  readonly onStarted: (id: string) => void
  readonly onClose: () => void
}

const TARGETS: readonly ImportTarget[] = ['cache', 'huntflow']

export function NewImport({ onStarted, onClose }: NewImportProps) {
  const settings = useQuery(settingsQuery)
  const { data } = settings
  if (data === undefined || data.listId === null)
    return (
      <Dialog title={t('imports.newTitle')} onClose={onClose} closeText={t('action.cancel')}>
        <Loaded query={settings}>
          {() => (
            <div className="notice">
              <p>{t('clickup.empty.listHelp')}</p>
              <Link href="/clickup/settings" className="button">
                {t('clickup.empty.toSettings')}
              </Link>
            </div>
          )}
        </Loaded>
      </Dialog>
    )
  return <Form settings={data} onStarted={onStarted} onClose={onClose} />
}

interface FormProps extends NewImportProps {
  readonly settings: ClickupSettingsView
}

function Form({ settings, onStarted, onClose }: FormProps) {
  const [typed, setTyped] = useState<TypedImport>(() => ({
    target: 'cache',
    accountId: '',
    vacancyId: '',
    includeComments: true,
    filter: 'all',
    delaySeconds: String(settings.importDelaySeconds),
  }))
  const [problems, setProblems] = useState<readonly ImportProblem[]>([])
  const start = useStart((id) => {
    onClose()
    onStarted(id)
  })
  const submit = (): void => {
    const read = readImport(typed)
    setProblems('problems' in read ? read.problems : [])
    if ('input' in read) start.mutate(read.input)
  }
  return (
    <FormDialog
      title={t('imports.newTitle')}
      action={t('imports.start')}
      isBusy={start.isPending}
      error={start.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('imports.ofList', { list: settings.listName ?? settings.listId ?? '' })}</p>
      <ImportFields typed={typed} problems={problems} set={(part) => setTyped({ ...typed, ...part })} />
    </FormDialog>
  )
}

function useStart(onStarted: (id: string) => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: ImportInput) =>
      api<{ importId: string }>('/api/clickup/imports', { method: 'POST', body }),
    onSuccess: ({ importId }) => {
      toast('success', t('imports.begun'))
      void queries.invalidateQueries({ queryKey: ['clickup-imports'] })
      onStarted(importId)
    },
  })
}

interface ImportFieldsProps {
  readonly typed: TypedImport
  readonly problems: readonly ImportProblem[]
  readonly set: (part: Partial<TypedImport>) => void
}

function ImportFields({ typed, problems, set }: ImportFieldsProps) {
  return (
    <>
      <RadioTicks<ImportTarget>
        label={t('imports.column.target')}
        value={typed.target}
        options={TARGETS.map((target) => [
          target,
          t(`imports.target.${target}`),
          t(`imports.targetHelp.${target}`),
        ])}
        onChange={(target) => set({ target })}
      />
      {typed.target === 'huntflow' && (
        <>
          <HuntflowFields chosen={typed} isAccountMissing={problems.includes('accountId')} set={set} />
          <Tick
            label={t('transfers.includeComments')}
            help={t('transfers.includeCommentsHelp')}
            isOn={typed.includeComments}
            onChange={(includeComments) => set({ includeComments })}
          />
        </>
      )}
      <SelectField<ImportFilter>
        label={t('imports.filter')}
        value={typed.filter}
        options={IMPORT_FILTERS.map((filter) => [filter, t(`imports.filter.${filter}`)])}
        onChange={(filter) => set({ filter })}
      />
      <TextField
        label={t('imports.delay')}
        help={t('imports.delayHelp')}
        problem={
          problems.includes('delaySeconds') ? t('clickup.settings.importDelaySecondsWrong') : undefined
        }
        value={typed.delaySeconds}
        onChange={(delaySeconds) => set({ delaySeconds })}
        input={{ inputMode: 'decimal' }}
      />
    </>
  )
}
