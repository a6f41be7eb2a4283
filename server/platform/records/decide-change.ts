import type { Change } from './event-rules.ts'

/** What is known of the record that an event tells of. */
interface KnownState {
  readonly fetchedAt: Date
  readonly deletedAt: Date | null
}

interface ToldState {
  readonly change: Change
  readonly receivedAt: Date
  readonly ambiguous: boolean
}

export type Decision = 'store' | 'ignore' | 'refetch'

/**
 * Deliveries come in any order and say nothing of when they were made, so an event is believed only where no order of the
 * two could make it wrong; else the other side is asked.
 */
export function decideChange(known: KnownState | undefined, told: ToldState): Decision {
  if (told.change === 'refetch' || told.ambiguous) return 'refetch'
  if (known === undefined) return 'store'
  const isNewer = told.receivedAt.getTime() >= known.fetchedAt.getTime()
  if (told.change === 'delete') return decideDelete(known, isNewer)
  if (told.change === 'restore') return decideRestore(known, told)
  if (known.deletedAt !== null) return 'refetch'
  return isNewer ? 'store' : 'ignore'
}

function decideDelete(known: KnownState, isNewer: boolean): Decision {
  if (known.deletedAt !== null) return 'ignore'
  return isNewer ? 'store' : 'refetch'
}

function decideRestore(known: KnownState, told: ToldState): Decision {
  const at = told.receivedAt.getTime()
  if (known.deletedAt === null) return at >= known.fetchedAt.getTime() ? 'store' : 'ignore'
  return at > known.deletedAt.getTime() ? 'store' : 'refetch'
}
