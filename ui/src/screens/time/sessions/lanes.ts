import type { TimeSession } from '../../../api/time-types.ts'
import { localIn } from '../zoned.ts'

const HOUR_MS = 3_600_000
// A short day is not stretched over the whole width.
const LEAST_HOURS = 8

/** How high a row of blocks is. */
export const ROW_PX = 34

export interface Stretch {
  readonly startMs: number
  readonly endMs: number
}

export interface Block {
  readonly session: TimeSession
  readonly stretch: Stretch
  /** Where its overtime begins; undefined: it has none within the day. */
  readonly overtimeMs: number | undefined
  /** Sessions at the same time lie below each other. */
  readonly row: number
}

export interface Lane {
  readonly personId: string
  readonly name: string
  readonly rows: number
  readonly blocks: readonly Block[]
}

interface Day extends Stretch {
  readonly nowMs: number
  readonly limitHoursOf: (personId: string) => number
}

/** One lane per person, by name; only what lies within the day. */
export function lanesOf(sessions: readonly TimeSession[], day: Day): readonly Lane[] {
  const within = sessions
    .map((session) => ({ session, stretch: stretchOf(session, day) }))
    .filter(({ stretch }) => stretch.endMs >= day.startMs && stretch.startMs < day.endMs)
    .toSorted((one, other) => one.stretch.startMs - other.stretch.startMs)
  const people = new Map(within.map(({ session: { person } }) => [person.id, person.name]))
  return [...people]
    .map(([personId, name]) => {
      const own = within.filter(({ session }) => session.person.id === personId)
      const blocks = stacked(own.map((each) => ({ ...each, overtimeMs: overtimeOf(each, day) })))
      return { personId, name, blocks, rows: Math.max(...blocks.map(({ row }) => row)) + 1 }
    })
    .toSorted((one, other) => one.name.localeCompare(other.name))
}

/** An end before the start is no stretch: it is shown as the moment when it began. */
function stretchOf({ startedAt, endedAt }: TimeSession, { nowMs }: Day): Stretch {
  const startMs = Date.parse(startedAt)
  return { startMs, endMs: Math.max(startMs, endedAt === null ? nowMs : Date.parse(endedAt)) }
}

function overtimeOf(
  { session, stretch }: Pick<Block, 'session' | 'stretch'>,
  { limitHoursOf }: Day,
): number | undefined {
  const limitMs = stretch.startMs + limitHoursOf(session.person.id) * HOUR_MS
  return stretch.endMs > limitMs ? limitMs : undefined
}

function stacked(blocks: readonly Omit<Block, 'row'>[]): readonly Block[] {
  const ends: number[] = []
  return blocks.map((block) => {
    const free = ends.findIndex((endMs) => endMs <= block.stretch.startMs)
    const row = free === -1 ? ends.length : free
    ends[row] = block.stretch.endMs
    return { ...block, row }
  })
}

export interface Axis extends Stretch {
  readonly hours: readonly { readonly ms: number; readonly hour: number }[]
}

/** The hours of the day in which there is something, and some around. */
export function axisOf(lanes: readonly Lane[], day: Stretch, zone: string): Axis {
  const stretches = lanes.flatMap(({ blocks }) => blocks.map(({ stretch }) => stretch))
  const first = Math.max(day.startMs, Math.min(...stretches.map(({ startMs }) => startMs)))
  const last = Math.min(day.endMs, Math.max(...stretches.map(({ endMs }) => endMs)))
  let startMs = wholeHour(first, zone)
  let endMs = wholeHour(last - 1, zone) + HOUR_MS
  while (endMs - startMs < LEAST_HOURS * HOUR_MS && (startMs > day.startMs || endMs < day.endMs)) {
    if (endMs < day.endMs) endMs += HOUR_MS
    if (endMs - startMs < LEAST_HOURS * HOUR_MS && startMs > day.startMs) startMs -= HOUR_MS
  }
  const hours: { ms: number; hour: number }[] = []
  for (let ms = startMs; ms <= endMs; ms += HOUR_MS)
    hours.push({ ms, hour: Number(localIn(ms, zone).slice(11, 13)) })
  return { startMs, endMs, hours }
}

/** Zones differ from UTC by whole hours and by parts of one. */
function wholeHour(ms: number, zone: string): number {
  const local = localIn(ms, zone)
  const minutes = Number(local.slice(14, 16))
  const seconds = Number(local.slice(17, 19))
  return Math.floor(ms / 1_000) * 1_000 - (minutes * 60 + seconds) * 1_000
}

/** Where on the axis, in per cent. */
export function placeOn({ startMs, endMs }: Stretch, ms: number): number {
  const share = (ms - startMs) / (endMs - startMs)
  return Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 100
}

/** The block that an arrow key leads to: along the lane, or to the nearest one in the next lane that has any. */
export function neighbourOf(lanes: readonly Lane[], id: string, key: string): string | undefined {
  const at = lanes.findIndex(({ blocks }) => blocks.some(({ session }) => session.id === id))
  const blocks = lanes[at]?.blocks ?? []
  const place = blocks.findIndex(({ session }) => session.id === id)
  const block = blocks[place]
  if (block === undefined) return undefined
  const along = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: blocks.length - 1 }[key]
  if (along !== undefined) return blocks[along]?.session.id
  const lane = { ArrowDown: lanes[at + 1], ArrowUp: lanes[at - 1] }[key]
  const distance = ({ stretch }: Block): number => Math.abs(stretch.startMs - block.stretch.startMs)
  return lane?.blocks.toSorted((one, other) => distance(one) - distance(other))[0]?.session.id
}
