import type { Receivers, TimeSettings } from '../../../api/time-types.ts'
import { isAddress } from '../address.ts'
import { hoursIn } from '../people/person-input.ts'
import { isZone } from '../zoned.ts'

/** Settings as they are typed: numbers are texts until they are read. */
export interface TypedSettings extends Omit<
  TimeSettings,
  'overtimeHours' | 'dailyHours' | 'weeklyHours' | 'digestOver'
> {
  readonly overtimeHours: string
  readonly dailyHours: string
  readonly weeklyHours: string
  readonly digestOver: string
}

export type SettingsProblem = 'overtimeHours' | 'dailyHours' | 'weeklyHours' | 'digestOver' | 'reportZone'

const MOST = {
  overtimeHours: { least: Number.MIN_VALUE, most: 1_000 },
  dailyHours: { least: Number.MIN_VALUE, most: 24 },
  weeklyHours: { least: Number.MIN_VALUE, most: 168 },
} as const
const DIGEST = { least: 2, most: 1_000 } as const
export const MOST_COORDINATORS = 50

export function typedOf(settings: TimeSettings): TypedSettings {
  const { overtimeHours, dailyHours, weeklyHours, digestOver } = settings
  return {
    ...settings,
    overtimeHours: String(overtimeHours),
    dailyHours: dailyHours === null ? '' : String(dailyHours),
    weeklyHours: weeklyHours === null ? '' : String(weeklyHours),
    digestOver: String(digestOver),
  }
}

export function readSettings(
  typed: TypedSettings,
): { readonly settings: TimeSettings } | { readonly problems: readonly SettingsProblem[] } {
  const read = {
    overtimeHours: hoursIn(typed.overtimeHours, MOST.overtimeHours) ?? undefined,
    dailyHours: hoursIn(typed.dailyHours, MOST.dailyHours),
    weeklyHours: hoursIn(typed.weeklyHours, MOST.weeklyHours),
    digestOver: digestIn(typed.digestOver),
    reportZone: isZone(typed.reportZone) ? typed.reportZone : undefined,
  }
  const problems = (Object.keys(read) as (keyof typeof read)[]).filter((name) => read[name] === undefined)
  if (problems.length > 0) return { problems }
  // Nothing in it is undefined: that would be a problem.
  return { settings: { ...typed, ...(read as Pick<TimeSettings, keyof typeof read>) } }
}

function digestIn(text: string): number | undefined {
  if (!/^\d{1,4}$/.test(text.trim())) return undefined
  const count = Number(text)
  return count >= DIGEST.least && count <= DIGEST.most ? count : undefined
}

/** Names of what differs, those of a mail by its occasion. */
export function changedParts(typed: TypedSettings, saved: TypedSettings): readonly string[] {
  const partsOf = ({ mails, ...rest }: TypedSettings): Readonly<Record<string, unknown>> => ({
    ...rest,
    ...mails,
  })
  const before = partsOf(saved)
  return Object.entries(partsOf(typed)).flatMap(([name, value]) =>
    JSON.stringify(value) === JSON.stringify(before[name]) ? [] : [name],
  )
}

export function receives(receivers: Receivers, who: 'person' | 'coordinators'): boolean {
  return receivers === 'both' || receivers === who
}

/** The receivers, with one of them put in or taken out. */
export function withReceiver(receivers: Receivers, who: 'person' | 'coordinators', isIn: boolean): Receivers {
  const isPerson = who === 'person' ? isIn : receives(receivers, 'person')
  const isCoordinators = who === 'coordinators' ? isIn : receives(receivers, 'coordinators')
  if (isPerson && isCoordinators) return 'both'
  if (isPerson) return 'person'
  return isCoordinators ? 'coordinators' : 'nobody'
}

export type AddressProblem = 'wrong' | 'twice' | 'tooMany'

/** Why an address cannot join the coordinators; undefined: it can. */
export function addressProblem(text: string, coordinators: readonly string[]): AddressProblem | undefined {
  if (!isAddress(text)) return 'wrong'
  if (coordinators.some((known) => known.toLowerCase() === text.toLowerCase())) return 'twice'
  return coordinators.length >= MOST_COORDINATORS ? 'tooMany' : undefined
}
