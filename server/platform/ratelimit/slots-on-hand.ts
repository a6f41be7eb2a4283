import type { DatabaseClock } from './database-clock.ts'
import type { Slot } from './slot.ts'

/** A reserved slot at its place on this process's clock. */
interface TimedSlot extends Slot {
  readonly dueMs: number
}

/** Slots reserved and not yet used, earliest first. */
export interface SlotsOnHand {
  readonly count: () => number
  readonly first: () => TimedSlot | undefined
  add(slots: readonly Slot[]): void
  takeFirst(): void
  /** Removes and returns those that were due before. */
  dropDueBefore(monotonicMs: number): readonly TimedSlot[]
  /** Removes and returns those whose time on the database's clock is before. */
  dropBefore(databaseMs: number): readonly TimedSlot[]
}

export function createSlotsOnHand(databaseClock: DatabaseClock): SlotsOnHand {
  let slots: readonly TimedSlot[] = []

  function drop(isDropped: (slot: TimedSlot) => boolean): readonly TimedSlot[] {
    const dropped = slots.filter((slot) => isDropped(slot))
    if (dropped.length > 0) slots = slots.filter((slot) => !isDropped(slot))
    return dropped
  }

  return {
    count: () => slots.length,
    first: () => slots[0],
    add: (added) => {
      const timed = added.map((slot) => ({ ...slot, dueMs: databaseClock.toMonotonic(slot.databaseMs) }))
      slots = [...slots, ...timed].toSorted((a, b) => a.databaseMs - b.databaseMs)
    },
    takeFirst: () => {
      slots = slots.slice(1)
    },
    dropDueBefore: (monotonicMs) => drop((slot) => slot.dueMs < monotonicMs),
    dropBefore: (databaseMs) => drop((slot) => slot.databaseMs < databaseMs),
  }
}
