import type { ReactNode } from 'react'
import { useList } from '../../../api/queries.ts'
import type { TimeSession } from '../../../api/time-types.ts'
import { Loaded } from '../../../kit/states.tsx'
import { ListMore } from '../../../kit/list-more.tsx'
import { RangeText } from '../range-picker.tsx'
import { boundsOf, type Range } from '../range.ts'
import { queryOf, type SessionFilter } from './filter.ts'
import { SessionTable } from './session-table.tsx'

interface SessionListProps {
  readonly filter: SessionFilter
  readonly range: Range
  readonly zone: string
  readonly empty: ReactNode
}

/** Latest start first, page by page. */
export function SessionList({ filter, range, zone, empty }: SessionListProps) {
  const query = { ...queryOf(filter), ...boundsOf(range.days, zone), limit: '100' }
  const list = useList<TimeSession>('time-sessions', '/api/time-sessions', query)
  return (
    <>
      <RangeText range={range} zone={zone} />
      <Loaded query={{ ...list, data: list.items }} rows={10}>
        {(sessions) =>
          sessions.length === 0 ? (
            empty
          ) : (
            <div className="card card-table-box" aria-busy={list.isPlaceholderData}>
              <SessionTable sessions={sessions} isComplete={!list.hasNextPage} />
            </div>
          )
        }
      </Loaded>
      <ListMore list={list} />
    </>
  )
}
