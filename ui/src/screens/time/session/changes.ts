import type { AuditChange, AuditEntry } from '../../../api/time-types.ts'
import { SESSION_STATUSES } from '../../../api/time-types.ts'
import { currentLanguage, t } from '../../../i18n/index.ts'
import { formatDayIn, formatDuration, formatTimeIn } from '../time-text.ts'
import { dayIn } from '../zoned.ts'

const INSTANTS = ['startedAt', 'endedAt', 'approvedStartedAt', 'approvedEndedAt'] as const
/** What is told of a change, in this order; ids and what only follows from the others is left out. */
const TOLD = [
  'startedAt',
  'endedAt',
  'durationSeconds',
  'description',
  'projectName',
  'taskName',
  'billable',
  'timeZone',
  'status',
  'overtime',
  'approvedStartedAt',
  'approvedEndedAt',
  'note',
] as const
type Told = (typeof TOLD)[number]

export interface ToldChange {
  readonly field: Told
  readonly label: string
  /** Undefined: there was nothing. */
  readonly before: string | undefined
  readonly after: string | undefined
}

/** The changes of an entry in words; times as they are in the zone. */
export function toldChanges({ changes, note }: AuditEntry, zone: string): readonly ToldChange[] {
  return TOLD.flatMap((field) => {
    const change = changes.find((each) => each.field === field)
    if (!change || isSaid(change, note)) return []
    const [before, after] = textsOf(field, change, zone)
    return [{ field, label: t(`time.field.${field}`), before, after }]
  })
}

/** The note of a decision is told as such, and what a new session is not need not be told. */
function isSaid({ field, before, after }: AuditChange, note: string | null): boolean {
  return (field === 'note' && after === note) || (before === null && after === false)
}

type Texts = readonly [before: string | undefined, after: string | undefined]

function textsOf(field: Told, { before, after }: AuditChange, zone: string): Texts {
  if (isInstant(field)) return instantTexts(before, after, zone)
  return [textOf(field, before), textOf(field, after)]
}

function isInstant(field: string): field is (typeof INSTANTS)[number] {
  return INSTANTS.some((known) => known === field)
}

function instantTexts(before: unknown, after: unknown, zone: string): Texts {
  const [was, is] = [isoIn(before), isoIn(after)]
  const dayOf = (iso: string): string => dayIn(Date.parse(iso), zone)
  if (was === undefined || is === undefined || dayOf(was) !== dayOf(is))
    return [was && withDay(was, zone), is && withDay(is, zone)]
  const times = [formatTimeIn(was, zone), formatTimeIn(is, zone)] as const
  // They differ by seconds only.
  return times[0] === times[1] ? [withSeconds(was, zone), withSeconds(is, zone)] : times
}

function isoIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function withDay(iso: string, zone: string): string {
  return `${formatDayIn(iso, zone)}, ${formatTimeIn(iso, zone)}`
}

function withSeconds(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat(currentLanguage(), {
    timeZone,
    timeStyle: 'medium',
    hourCycle: 'h23',
  }).format(new Date(iso))
}

function textOf(field: Told, value: unknown): string | undefined {
  if (value === null || value === undefined || value === '') return undefined
  if (typeof value === 'boolean') return value ? t('time.yes') : t('time.no')
  if (field === 'durationSeconds') return formatDuration(Number(value))
  const status = field === 'status' && SESSION_STATUSES.find((known) => known === value)
  if (status) return t(`time.status.${status}`)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
