import type { Clock } from '../../shared/clock.ts'
import { messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { UnusedSlots } from './apply-refusal.ts'
import type { RequestKind } from './budget.ts'
import type { DatabaseClock } from './database-clock.ts'
import type { Ask, Reservation, Slot } from './decide-reservation.ts'
import { newWaiter } from './new-waiter.ts'
import type { Pace } from './pace.ts'
import { createReleaseWindow, type ReleaseWindow } from './release-window.ts'
import type { WakeUp } from './wake-up.ts'
import { createSlotsOnHand, type SlotsOnHand } from './slots-on-hand.ts'
import { createWaitingLine, type Permit, type WaitingLine } from './waiting-line.ts'

export interface LaneDeps {
  readonly clock: Clock
  readonly databaseClock: DatabaseClock
  readonly wakeUp: WakeUp
  readonly pace: Pace
  readonly log: Log
  readonly observe: (waitMs: number, kind: RequestKind) => void
  /** The shared row of this lane's workspace. */
  readonly reserve: (ask: Ask, unused: UnusedSlots) => Promise<Reservation>
  readonly giveBack: (unused: UnusedSlots) => Promise<void>
}

export interface AcquireOptions {
  readonly kind: RequestKind
  /** The workspace's hourly budget; undefined if none is known. */
  readonly perHour: number | undefined
  readonly signal?: AbortSignal
}

const KINDS: readonly RequestKind[] = ['interactive', 'background']

/** The callers of one workspace in this process, and the slots that it holds for them. */
export class Lane {
  readonly #deps: LaneDeps
  readonly #line: WaitingLine = createWaitingLine()
  readonly #slots: SlotsOnHand
  readonly #window: ReleaseWindow
  readonly #asking: Record<RequestKind, boolean> = { interactive: false, background: false }
  readonly #notBeforeMs: Record<RequestKind, number> = { interactive: 0, background: 0 }
  readonly #underWay = new Set<Promise<void>>()
  #unused = new Map<number, number>()
  #perHour: number | undefined
  #blockedUntilMs = 0
  #cancelWake = (): void => {}

  constructor(deps: LaneDeps) {
    this.#deps = deps
    this.#slots = createSlotsOnHand(deps.databaseClock)
    this.#window = createReleaseWindow(deps.pace.perSecond)
  }

  async acquire(options: AcquireOptions): Promise<Permit> {
    options.signal?.throwIfAborted()
    this.#perHour = options.perHour
    const { waiter, permit } = newWaiter({
      kind: options.kind,
      sinceMs: this.#deps.clock.monotonicMs(),
      signal: options.signal,
      onAbort: (gone) => {
        this.#line.remove(gone)
        this.#pump()
      },
    })
    this.#line.add(waiter)
    this.#pump()
    return permit
  }

  /** Drops the slots before this time of the database's clock. */
  block(untilMs: number): void {
    this.#blockedUntilMs = Math.max(this.#blockedUntilMs, untilMs)
    this.#countUnused(this.#slots.dropBefore(this.#blockedUntilMs))
    this.#pump()
  }

  isIdle(): boolean {
    const isEmpty = this.#line.count() === 0 && this.#slots.count() === 0 && this.#underWay.size === 0
    return isEmpty && this.#window.isEmpty(this.#deps.clock.monotonicMs())
  }

  load(): { readonly waiting: number; readonly slots: number } {
    return { waiting: this.#line.count(), slots: this.#slots.count() }
  }

  /** Rejects whoever still waits and gives back what was reserved. */
  async close(reason: Error): Promise<void> {
    for (const waiter of this.#line.takeAll()) waiter.reject(reason)
    this.block(Infinity)
    while (this.#underWay.size > 0) await Promise.all(this.#underWay)
  }

  /** Does whatever is due and sets the alarm for what comes next. */
  #pump(): void {
    this.#cancelWake()
    const nowMs = this.#deps.clock.monotonicMs()
    this.#countUnused(this.#slots.dropDueBefore(nowMs - this.#deps.pace.lateMs))
    this.#release(nowMs)
    for (const kind of KINDS) if (this.#lacks(kind) && this.#notBeforeMs[kind] <= nowMs) this.#ask(kind)
    if (this.#unused.size > 0 && !this.#asking.interactive && !this.#asking.background) this.#giveBack()
    const wakeMs = this.#nextWakeMs(nowMs)
    if (wakeMs === Infinity) return
    this.#cancelWake = this.#deps.wakeUp(Math.max(0, wakeMs - nowMs), () => this.#pump())
  }

  #release(nowMs: number): void {
    for (;;) {
      const slot = this.#slots.first()
      if (slot === undefined || slot.dueMs > nowMs || this.#window.opensAt(nowMs) > nowMs) return
      const waiter = this.#line.takeNext()
      if (waiter === undefined) return
      this.#slots.takeFirst()
      this.#window.record(nowMs)
      this.#deps.observe(nowMs - waiter.sinceMs, waiter.kind)
      waiter.resolve({ outcome: 'go' })
    }
  }

  /** Callers of this kind wait without a slot, and no reservation for them is under way. */
  #lacks(kind: RequestKind): boolean {
    return !this.#asking[kind] && this.#line.missing(kind, this.#slots.count()) > 0
  }

  #ask(kind: RequestKind): void {
    const count = Math.min(this.#deps.pace.chunk, this.#line.missing(kind, this.#slots.count()))
    this.#asking[kind] = true
    this.#track(async () => {
      try {
        const asked = { kind, count, perHour: this.#perHour }
        this.#settle(kind, await this.#deps.reserve(asked, this.#takeUnused()))
      } catch (error) {
        for (const waiter of this.#line.takeMissing(kind, this.#slots.count())) waiter.reject(error)
      }
      this.#asking[kind] = false
      this.#pump()
    })
  }

  #settle(kind: RequestKind, reservation: Reservation): void {
    const { databaseClock, pace } = this.#deps
    switch (reservation.outcome) {
      case 'granted':
        this.#slots.add(reservation.slots)
        this.#countUnused(this.#slots.dropBefore(this.#blockedUntilMs))
        if (kind === 'background')
          this.#notBeforeMs[kind] = databaseClock.toMonotonic(reservation.nextAtMs - pace.horizonMs)
        return
      case 'later':
        this.#notBeforeMs[kind] = databaseClock.toMonotonic(reservation.atMs)
        return
      case 'exhausted':
        this.#turnAway(kind, reservation)
    }
  }

  #turnAway(kind: RequestKind, until: { readonly resumesAtMs: number; readonly waitMs: number }): void {
    const resumesAt = new Date(Math.ceil(until.resumesAtMs))
    for (const waiter of this.#line.takeMissing(kind, this.#slots.count()))
      waiter.resolve({ outcome: 'exhausted', resumesAt, retryAfterMs: Math.ceil(until.waitMs) })
  }

  #giveBack(): void {
    this.#track(async () => {
      try {
        await this.#deps.giveBack(this.#takeUnused())
      } catch (error) {
        this.#deps.log.warn({ reason: messageOf(error) }, 'unused slots not given back')
      }
    })
  }

  /** Keeps the work until it ends, so that close() can wait for it; the work catches its own failures. */
  #track(work: () => Promise<void>): void {
    const done = work().finally(() => this.#underWay.delete(done))
    this.#underWay.add(done)
  }

  #countUnused(dropped: readonly Slot[]): void {
    for (const { minute } of dropped) this.#unused.set(minute, (this.#unused.get(minute) ?? 0) + 1)
  }

  #takeUnused(): UnusedSlots {
    const taken = this.#unused
    this.#unused = new Map()
    return taken
  }

  #nextWakeMs(nowMs: number): number {
    const asks = KINDS.filter((kind) => this.#lacks(kind)).map((kind) => this.#notBeforeMs[kind])
    const slot = this.#slots.first()
    if (slot === undefined) return Math.min(Infinity, ...asks)
    const lostMs = slot.dueMs + this.#deps.pace.lateMs + 1
    const usableMs = Math.max(slot.dueMs, this.#window.opensAt(nowMs))
    return Math.min(this.#line.count() === 0 ? lostMs : Math.min(lostMs, usableMs), ...asks)
  }
}
