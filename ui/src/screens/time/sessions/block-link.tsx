import { Link } from 'wouter'
import { stateText } from '../session-words.tsx'
import { formatDuration, spanText, workText } from '../time-text.ts'
import { placeOn, ROW_PX, type Axis, type Block, type Stretch } from './lanes.ts'

interface BlockLinkProps {
  readonly block: Block
  readonly axis: Axis
  readonly href: string
  /** The one that the tab key leads to. */
  readonly isChosen: boolean
}

/** A session on the time line; its name says in words what its place and look show. */
export function BlockLink({ block, axis, href, isChosen }: BlockLinkProps) {
  const { session, stretch, overtimeMs, row } = block
  const left = placeOn(axis, stretch.startMs)
  const width = placeOn(axis, stretch.endMs) - left
  const name = nameOf(session, stretch)
  const { place, description } = workText(session)
  return (
    <Link
      href={href}
      className={classOf(session)}
      style={{ left: `${left}%`, width: `${width}%`, top: row * ROW_PX }}
      title={name}
      aria-label={name}
      data-session={session.id}
      tabIndex={isChosen ? 0 : -1}
    >
      {overtimeMs !== undefined && (
        <span
          className="block-overtime"
          style={{ left: `${((placeOn(axis, overtimeMs) - left) / Math.max(width, 0.01)) * 100}%` }}
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

function nameOf(session: Block['session'], { startMs, endMs }: Stretch): string {
  const { place, description } = workText(session)
  const length = formatDuration((endMs - startMs) / 1_000)
  return [session.person.name, spanText(session), length, place, description, stateText(session)]
    .filter((part) => part !== '')
    .join(', ')
}
