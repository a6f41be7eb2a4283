import type { Clock } from '../../shared/clock.ts'
import { messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { RequestKind } from './budget.ts'
import type { DatabaseClock } from './database-clock.ts'
import { LONGEST_WAIT_MS, type Ask, type Reservation } from './decide-reservation.ts'
import { newWaiter } from './new-waiter.ts'
import type { Pace } from './pace.ts'
import { createReleaseWindow, type ReleaseWindow } from './release-window.ts'
import type { WakeUp } from './wake-up.ts'
import type { Slot, SlotReport } from './slot.ts'
import { createSlotsOnHand, type SlotsOnHand } from './slots-on-hand.ts'
import { createWaitingLine, type Permit, type WaitingLine } from './waiting-line.ts'
import { createWayAllowance, type WayAllowance } from './way-allowance.ts'

export interface LaneDeps {
  readonly clock: Clock
  readonly databaseClock: DatabaseClock
  readonly wakeUp: WakeUp
  readonly pace: Pace
  readonly log: Log
  readonly observe: (waitMs: number, kind: RequestKind) => void
  /** The shared row of this lane. */
  readonly reserve: (ask: Ask, reports: readonly SlotReport[]) => Promise<Reservation>
  readonly report: (reports: readonly SlotReport[]) => Promise<void>
}

export interface AcquireOptions {
  readonly kind: RequestKind
  /** The workspace's hourly budget; undefined if none is known. */
  readonly perHour: number | undefined
  readonly signal?: AbortSignal
}

const KINDS: readonly RequestKind[] = ['interactive', 'background']

/** The callers of one workspace, bucket and rate in this process, and the slots that it holds for them. */
export class Lane {
  readonly #deps: LaneDeps
  readonly #line: WaitingLine = createWaitingLine()
  readonly #slots: SlotsOnHand
  readonly #window: ReleaseWindow
  readonly #way: WayAllowance
  readonly #asking: Record<RequestKind, boolean> = { interactive: false, background: false }
  readonly #notBeforeMs: Record<RequestKind, number> = { interactive: 0, background: 0 }
  readonly #underWay = new Set<Promise<void>>()
  #reports: SlotReport[] = []
  #perHour: number | undefined
  #blockedUntilMs = 0
  #cancelWake = (): void => {}

  constructor(deps: LaneDeps) {
    this.#deps = deps
    this.#slots = createSlotsOnHand(deps.databaseClock)
    this.#window = createReleaseWindow(deps.pace.rate)
    this.#way = createWayAllowance(deps.pace)
  }

  async acquire(options: AcquireOptions): Promise<Permit> {
    options.signal?.throwIfAborted()
    this.#perHour = options.perHour
    const { count, ms } = this.#deps.pace.rate
    if (this.#line.missing(options.kind, 0) >= (count / ms) * LONGEST_WAIT_MS) return this.#tooLong()
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
    this.#reportUnused(this.#slots.dropBefore(this.#blockedUntilMs))
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
    this.#reportUnused(this.#slots.dropDueBefore(nowMs - this.#deps.pace.lateMs))
    this.#release(nowMs)
    for (const kind of KINDS) if (this.#lacks(kind) && this.#notBeforeMs[kind] <= nowMs) this.#ask(kind)
    if (this.#hasUnused() && !this.#asking.interactive && !this.#asking.background) this.#giveBack()
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
      waiter.resolve({ outcome: 'go', answered: (atMs) => this.#reportUsed(slot, nowMs, atMs) })
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
        this.#settle(kind, await this.#deps.reserve(asked, this.#takeReports()))
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
        this.#reportUnused(this.#slots.dropBefore(this.#blockedUntilMs))
        this.#notBeforeMs[kind] = databaseClock.toMonotonic(reservation.nextAtMs - pace.horizonMs[kind])
        return
      case 'later':
        this.#notBeforeMs[kind] = databaseClock.toMonotonic(reservation.atMs)
        return
      case 'exhausted':
        this.#turnAway(kind, reservation)
    }
  }

  /** The line of this process alone takes that long. */
  #tooLong(): Permit {
    const nowMs = this.#deps.databaseClock.toLatestDatabase(this.#deps.clock.monotonicMs())
    return {
      outcome: 'exhausted',
      resumesAt: new Date(Math.ceil(nowMs) + LONGEST_WAIT_MS),
      retryAfterMs: LONGEST_WAIT_MS,
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
        await this.#deps.report(this.#takeReports())
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

  #reportUsed(slot: Slot, leftMs: number, answeredMs: number): void {
    const latestMs = leftMs + this.#way.charge(answeredMs - leftMs)
    this.#reports.push({ slot, arrivedMs: this.#deps.databaseClock.toLatestDatabase(latestMs) })
  }

  #reportUnused(dropped: readonly Slot[]): void {
    this.#reports.push(...dropped.map((slot) => ({ slot, arrivedMs: undefined })))
  }

  /** Arrivals wait for the next reservation. */
  #hasUnused(): boolean {
    return this.#reports.some(({ arrivedMs }) => arrivedMs === undefined)
  }

  #takeReports(): readonly SlotReport[] {
    const taken = this.#reports
    this.#reports = []
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
