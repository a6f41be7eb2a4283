import type { Pace } from './pace.ts'

/** The right to send one request. */
export interface Slot {
  readonly databaseMs: number
  /** The minute of the hourly count that it was booked in. */
  readonly minute: number
}

/** What became of a slot. */
export interface SlotReport {
  readonly slot: Slot
  /** When its request reached the other side at the latest, on the database's clock; undefined: nobody used it. */
  readonly arrivedMs: number | undefined
}

/** What counts as its arrival until its report. */
export function expectedArrival(
  { databaseMs }: Pick<Slot, 'databaseMs'>,
  { expectedMs }: Pick<Pace, 'expectedMs'>,
): number {
  return databaseMs + expectedMs
}
