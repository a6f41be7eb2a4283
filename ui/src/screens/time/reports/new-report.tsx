import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { REPORT_KINDS, type Person, type ReportInput, type ReportKind } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { FormDialog } from '../../../kit/form-dialog.tsx'
import { RadioTicks } from '../../../kit/radio-ticks.tsx'
import { toast } from '../../../kit/toast.tsx'
import { PersonField } from '../person-field.tsx'
import type { Calendar } from '../range.ts'
import { TextField } from '../../../kit/text-field.tsx'
import { PeriodFields } from './period-fields.tsx'
import { readReport, startingWith, type ReportProblem, type TypedReport } from './report-input.ts'

interface NewReportProps {
  readonly calendar: Calendar
  readonly people: readonly Person[]
  readonly onClose: () => void
}

export function NewReport({ calendar, people, onClose }: NewReportProps) {
  const queries = useQueryClient()
  const [typed, setTyped] = useState(() => startingWith(calendar, Date.now()))
  const [problems, setProblems] = useState<readonly ReportProblem[]>([])
  const run = useMutation({
    mutationFn: (body: ReportInput) => api<{ reportId: string }>('/api/reports', { method: 'POST', body }),
    onSuccess: () => {
      toast('success', t('reports.started'))
      void queries.invalidateQueries({ queryKey: ['reports'] })
      onClose()
    },
  })
  const submit = (): void => {
    const read = readReport(typed)
    setProblems('problems' in read ? read.problems : [])
    if ('report' in read) run.mutate(read.report)
  }
  return (
    <FormDialog
      title={t('reports.newTitle')}
      action={t('reports.run')}
      isBusy={run.isPending}
      error={run.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <ReportFields
        typed={typed}
        problems={problems}
        calendar={calendar}
        people={people}
        onChange={setTyped}
      />
    </FormDialog>
  )
}

interface ReportFieldsProps extends Omit<NewReportProps, 'onClose'> {
  readonly typed: TypedReport
  readonly problems: readonly ReportProblem[]
  readonly onChange: (typed: TypedReport) => void
}

function ReportFields({ typed, problems, calendar, people, onChange }: ReportFieldsProps) {
  const set = (part: Partial<TypedReport>): void => onChange({ ...typed, ...part })
  return (
    <>
      <RadioTicks<ReportKind>
        label={t('reports.column.kind')}
        value={typed.kind}
        options={REPORT_KINDS.map((kind) => [kind, t(`reports.kind.${kind}`), t(`reports.kindHelp.${kind}`)])}
        onChange={(kind) => set({ kind })}
      />
      <PeriodFields typed={typed} problems={problems} calendar={calendar} set={set} />
      <PersonField
        people={people}
        value={typed.personId}
        nobody={t('reports.everybody')}
        onChange={(personId) => set({ personId })}
      />
      <TextField
        label={t('reports.email')}
        help={t('reports.emailHelp')}
        value={typed.email}
        problem={problems.includes('email') ? t('people.wrong.email') : undefined}
        onChange={(email) => set({ email })}
        input={{ type: 'email' }}
      />
    </>
  )
}
