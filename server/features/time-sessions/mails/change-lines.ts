import { plainLine } from '../../../shared/plain-line.ts'
import { momentText } from './moment-text.ts'
import { SHOWN, type MadeChange } from './news-of.ts'
import type { Language, TextKey } from './texts.ts'

/** A label and what stands behind it. */
export type Line = readonly [label: string, value: string]

type Shown = (typeof SHOWN)[number]
type Translate = (key: TextKey) => string

const LABELS: Readonly<Record<Shown, TextKey>> = {
  description: 'field.description',
  projectName: 'field.project',
  taskName: 'field.task',
  startedAt: 'field.startedAt',
  endedAt: 'field.endedAt',
  timeZone: 'field.timeZone',
  billable: 'field.billable',
  status: 'field.status',
  note: 'field.note',
}

const LONGEST = 300

/** What was changed: before → after. */
export function changeLines(
  language: Language,
  { after, fields }: Pick<MadeChange, 'after' | 'fields'>,
  t: Translate,
): readonly Line[] {
  const zone = { timeZone: after.timeZone, offsetSeconds: after.offsetStart }
  return SHOWN.flatMap((name) => {
    const change = fields.find(({ field }) => field === name)
    if (change === undefined) return []
    const show = (value: unknown): string => plainLine(valueText(name, value), LONGEST)
    return [[t(LABELS[name]), `${show(change.before)} → ${show(change.after)}`] as const]
  })

  function valueText(name: Shown, value: unknown): string {
    if (value === null || value === '') return t('value.none')
    if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no')
    if (typeof value !== 'string') return JSON.stringify(value)
    if (name === 'status') return t(`status.${value as typeof after.status}`)
    if (name !== 'startedAt' && name !== 'endedAt') return value
    return momentText(language, new Date(value), zone)
  }
}
