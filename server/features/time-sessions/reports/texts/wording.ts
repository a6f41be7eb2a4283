/** Everything that a workbook says, in one language. `{…}` is replaced. */
export interface ReportWording {
  readonly title: Readonly<Record<'weekly' | 'monthly' | 'custom', string>>
  readonly everybody: string
  /** Names of sheets: at most 31 characters. */
  readonly sheets: Readonly<Record<'summary' | 'people' | 'days' | 'weeks' | 'projects' | 'sessions', string>>
  readonly columns: Readonly<Record<ColumnName, string>>
  readonly summary: Readonly<Record<SummaryLine, string>>
  readonly statuses: Readonly<
    Record<'open' | 'closed' | 'under-review' | 'approved' | 'rejected' | 'deleted', string>
  >
  readonly remarks: Readonly<Record<Remark, string>>
  /** From Sunday on. */
  readonly weekdays: readonly string[]
  readonly noProject: string
  readonly rules: readonly string[]
}

export type ColumnName =
  | 'person'
  | 'email'
  | 'day'
  | 'weekday'
  | 'week'
  | 'lastDay'
  | 'project'
  | 'task'
  | 'description'
  | 'startUtc'
  | 'endUtc'
  | 'startLocal'
  | 'endLocal'
  | 'zone'
  | 'sessions'
  | 'duration'
  | 'hours'
  | 'approvedStart'
  | 'approvedEnd'
  | 'approvedDuration'
  | 'approvedHours'
  | 'contractHours'
  | 'difference'
  | 'rejectedHours'
  | 'running'
  | 'overtime'
  | 'billable'
  | 'edits'
  | 'status'
  | 'counted'
  | 'remark'
  | 'part'
  | 'note'
  | 'id'
  | 'externalId'
  | 'open'
  | 'underReview'
  | 'rejected'

export type SummaryLine =
  | 'for'
  | 'from'
  | 'to'
  | 'zone'
  | 'madeAt'
  | 'nothing'
  | 'sessions'
  | 'people'
  | 'worked'
  | 'approved'
  | 'contract'
  | 'difference'
  | 'overtime'
  | 'open'
  | 'underReview'
  | 'rejected'
  | 'backwards'
  | 'deleted'
  | 'leftOut'
  | 'changed'
  | 'duration'
  | 'hours'
  | 'count'
  | 'how'

export type Remark = 'open' | 'backwards' | 'empty' | 'rejected' | 'approvedOnly'
