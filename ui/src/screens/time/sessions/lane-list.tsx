import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useOffset } from '../../../kit/windowed.tsx'
import { hrefWith } from '../../../kit/search-parts.ts'
import { BlockLink } from './block-link.tsx'
import { neighbourOf, placeOn, ROW_PX, type Axis, type Block, type Lane } from './lanes.ts'

interface LaneListProps {
  readonly lanes: readonly Lane[]
  readonly axis: Axis
  /** Undefined: now is not on this axis. */
  readonly nowMs: number | undefined
}

/** Only the lanes near the view are in the page. One block is in the tab order, arrow keys walk to the others. */
export function LaneList({ lanes, axis, nowMs }: LaneListProps) {
  const list = useRef<HTMLUListElement>(null)
  const [reached, setReached] = useState<string>()
  const reachedLane = lanes.findIndex(({ blocks }) => blocks.some(({ session }) => session.id === reached))
  const scrollMargin = useOffset(list)
  const rows = useVirtualizer({
    count: lanes.length,
    getScrollElement: () => document.querySelector('#main'),
    estimateSize: (index) => (lanes[index]?.rows ?? 1) * ROW_PX + 1,
    scrollMargin,
    overscan: 8,
    // What has the focus stays in the page.
    rangeExtractor: (range) => withLane(range, reachedLane),
  })
  const items = rows.getVirtualItems()
  const chosen =
    reachedLane === -1 ? longest(items.flatMap(({ index }) => lanes[index]?.blocks ?? [])) : reached
  const focusOn = useFocusOn(list, (id) => {
    rows.scrollToIndex(lanes.findIndex(({ blocks }) => blocks.some(({ session }) => session.id === id)))
  })
  const walk = (event: KeyboardEvent): void => {
    const from = (event.target as Element).getAttribute('data-session')
    const next = from === null ? undefined : neighbourOf(lanes, from, event.key)
    if (next === undefined) return
    event.preventDefault()
    setReached(next)
    focusOn(next)
  }
  return (
    <ul className="lanes" ref={list} style={{ height: rows.getTotalSize() }} onKeyDown={walk}>
      {items.map(({ index, start }) => {
        const lane = lanes[index]
        if (!lane) return null
        return (
          <li
            key={lane.personId}
            ref={rows.measureElement}
            data-index={index}
            className="lane"
            style={{ top: start - scrollMargin }}
          >
            <LaneRow lane={lane} axis={axis} nowMs={nowMs} chosen={chosen} />
          </li>
        )
      })}
    </ul>
  )
}

interface LaneRowProps extends Pick<LaneListProps, 'axis' | 'nowMs'> {
  readonly lane: Lane
  readonly chosen: string | undefined
}

function LaneRow({ lane, axis, nowMs, chosen }: LaneRowProps) {
  const [path] = useLocation()
  const search = new URLSearchParams(useSearch())
  return (
    <>
      <strong className="lane-name truncate">{lane.name}</strong>
      <div className="lane-track" style={{ height: lane.rows * ROW_PX }}>
        {axis.hours.map(({ ms }) => (
          <span key={ms} className="hour-line" style={{ left: `${placeOn(axis, ms)}%` }} />
        ))}
        {lane.blocks.map((block) => (
          <BlockLink
            key={block.session.id}
            block={block}
            axis={axis}
            href={hrefWith(path, search, { session: block.session.id })}
            isChosen={block.session.id === chosen}
          />
        ))}
        {nowMs !== undefined && <span className="now-line" style={{ left: `${placeOn(axis, nowMs)}%` }} />}
      </div>
    </>
  )
}

function withLane(range: Range, lane: number): number[] {
  const near = defaultRangeExtractor(range)
  return lane === -1 || near.includes(lane) ? near : [...near, lane].toSorted((one, other) => one - other)
}

/** Focuses a block once it is drawn; one that is far away is scrolled to first. */
function useFocusOn(
  list: { readonly current: HTMLElement | null },
  scrollTo: (id: string) => void,
): (id: string) => void {
  const wanted = useRef<string>(undefined)
  useLayoutEffect(() => {
    const id = wanted.current
    if (id === undefined) return
    const block = list.current?.querySelector<HTMLElement>(`[data-session="${CSS.escape(id)}"]`)
    if (!block) return scrollTo(id)
    wanted.current = undefined
    block.focus()
  })
  return (id) => {
    wanted.current = id
  }
}

/** A good one to begin with: the largest to be pointed at. */
function longest(blocks: readonly Block[]): string | undefined {
  return blocks.toSorted((one, other) => lengthOf(other) - lengthOf(one))[0]?.session.id
}

function lengthOf({ stretch: { startMs, endMs } }: Block): number {
  return endMs - startMs
}
