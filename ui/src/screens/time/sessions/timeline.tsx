import { memo, useDeferredValue } from 'react'
import { t } from '../../../i18n/index.ts'
import { LaneList } from './lane-list.tsx'
import { axisOf, placeOn, type Axis, type Lane, type Stretch } from './lanes.ts'
import { TimelineTable } from './timeline-table.tsx'

interface TimelineProps {
  readonly lanes: readonly Lane[]
  readonly day: Stretch
  readonly zone: string
  readonly nowMs: number
  readonly title: string
}

const NO_LANES: readonly Lane[] = []
const Table = memo(TimelineTable)

/** One lane per person over an hour axis; the same as a table for those who do not see it. */
export function Timeline({ lanes, day, zone, nowMs, title }: TimelineProps) {
  const axis = axisOf(lanes, day, zone)
  const isToday = nowMs >= axis.startMs && nowMs <= axis.endMs
  // The table holds everything, however much that is: it may come a moment later.
  const told = useDeferredValue(lanes, NO_LANES)
  return (
    <>
      <p className="help" id="timeline-help">
        {t('time.timeline.help')}
      </p>
      <div className="timeline" role="group" aria-label={title} aria-describedby="timeline-help">
        <Hours axis={axis} />
        <LaneList lanes={lanes} axis={axis} nowMs={isToday ? nowMs : undefined} />
      </div>
      <Table lanes={told} title={title} />
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
