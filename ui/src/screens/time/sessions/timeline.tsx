import { useRef, useState, type KeyboardEvent } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { t } from '../../../i18n/index.ts'
import { hrefWith } from '../search-parts.ts'
import { stateText } from '../session-words.tsx'
import { formatDuration, spanText, workText } from '../time-text.ts'
import { axisOf, neighbourOf, placeOn, type Axis, type Block, type Lane, type Stretch } from './lanes.ts'
import { TimelineTable } from './timeline-table.tsx'

interface TimelineProps {
  readonly lanes: readonly Lane[]
  readonly day: Stretch
  readonly zone: string
  readonly nowMs: number
  readonly title: string
}

const ROW_PX = 34

/** One lane per person. One block is in the tab order, arrow keys walk to the others. */
export function Timeline({ lanes, day, zone, nowMs, title }: TimelineProps) {
  const axis = axisOf(lanes, day, zone)
  const { chosen, walk, list } = useWalk(lanes)
  const isToday = nowMs >= axis.startMs && nowMs <= axis.endMs
  return (
    <>
      <p className="help" id="timeline-help">
        {t('time.timeline.help')}
      </p>
      <div className="timeline" role="group" aria-label={title} aria-describedby="timeline-help">
        <Hours axis={axis} />
        <ul className="lanes" ref={list} onKeyDown={walk}>
          {lanes.map((lane) => (
            <li key={lane.personId} className="lane">
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
                    isChosen={block.session.id === chosen}
                  />
                ))}
                {isToday && <span className="now-line" style={{ left: `${placeOn(axis, nowMs)}%` }} />}
              </div>
            </li>
          ))}
        </ul>
      </div>
      <TimelineTable lanes={lanes} title={title} />
    </>
  )
}

function Hours({ axis }: { readonly axis: Axis }) {
  return (
    <div className="hours" aria-hidden="true">
      {axis.hours.slice(0, -1).map(({ ms, hour }) => (
        <span key={ms} style={{ left: `${placeOn(axis, ms)}%` }}>
          {String(hour).padStart(2, '0')}
        </span>
      ))}
    </div>
  )
}

interface BlockLinkProps {
  readonly block: Block
  readonly axis: Axis
  readonly isChosen: boolean
}

function BlockLink({ block: { session, stretch, overtimeMs, row }, axis, isChosen }: BlockLinkProps) {
  const [path] = useLocation()
  const search = useSearch()
  const left = placeOn(axis, stretch.startMs)
  const right = placeOn(axis, stretch.endMs)
  const name = nameOf(session, stretch)
  const overtime = overtimeMs === undefined ? undefined : placeOn(axis, overtimeMs)
  const { place, description } = workText(session)
  return (
    <Link
      href={hrefWith(path, new URLSearchParams(search), { session: session.id })}
      className={classOf(session)}
      style={{ left: `${left}%`, width: `${right - left}%`, top: row * ROW_PX }}
      title={name}
      aria-label={name}
      data-session={session.id}
      tabIndex={isChosen ? 0 : -1}
    >
      {overtime !== undefined && (
        <span
          className="block-overtime"
          style={{ left: `${((overtime - left) / Math.max(right - left, 0.01)) * 100}%` }}
        />
      )}
      <span className="block-text" aria-hidden="true">
        {place === '' ? description : place}
      </span>
    </Link>
  )
}

function classOf({ running, status }: Block['session']): string {
  return ['block', `block-${status}`, ...(running ? ['is-running'] : [])].join(' ')
}

/** Everything that its look says, in words. */
function nameOf(session: Block['session'], { startMs, endMs }: Stretch): string {
  const { place, description } = workText(session)
  const length = formatDuration((endMs - startMs) / 1_000)
  return [session.person.name, spanText(session), length, place, description, stateText(session)]
    .filter((part) => part !== '')
    .join(', ')
}

/** Which block the tab key leads to, and what the arrow keys do. */
function useWalk(lanes: readonly Lane[]) {
  const [reached, setReached] = useState<string>()
  const list = useRef<HTMLUListElement>(null)
  const all = lanes.flatMap(({ blocks }) => blocks)
  const isThere = all.some(({ session }) => session.id === reached)
  const chosen = isThere ? reached : longest(all)
  const walk = (event: KeyboardEvent): void => {
    const from = (event.target as Element).getAttribute('data-session')
    const next = from === null ? undefined : neighbourOf(lanes, from, event.key)
    if (next === undefined) return
    event.preventDefault()
    setReached(next)
    list.current?.querySelector<HTMLElement>(`[data-session="${CSS.escape(next)}"]`)?.focus()
  }
  return { chosen, walk, list }
}

/** A good one to begin with: the largest to be pointed at. */
function longest(blocks: readonly Block[]): string | undefined {
  return blocks.toSorted((one, other) => lengthOf(other) - lengthOf(one))[0]?.session.id
}

function lengthOf({ stretch: { startMs, endMs } }: Block): number {
  return endMs - startMs
}
