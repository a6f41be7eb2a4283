import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link, useSearchParams } from 'wouter'
import { operationsQuery, useList } from '../../api/queries.ts'
import type { Drift, OperationLine } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { Empty, Loaded } from '../../kit/states.tsx'
import { WindowedBody } from '../../kit/windowed.tsx'
import { DifferenceRow, kindText, OperationRow } from './drift-row.tsx'
import { driftLines, searchDrift } from './drift.ts'

const ROW_HEIGHT = 44
const PAGE = '200'

/** Where answers differ from the vendor's document, by operation. */
export function DriftList() {
  const [search, setSearch] = useSearchParams()
  const typed = search.get('search') ?? ''
  const drifts = useAllDrift(typed !== '')
  const find = (text: string): void =>
    setSearch({ tab: 'drift', ...(text === '' ? {} : { search: text }) }, { replace: true })

  return (
    <>
      <p className="help">{t('jobs.drift.help')}</p>
      <Loaded query={{ ...drifts, data: drifts.items }}>
        {(items) =>
          items.length === 0 ? (
            <NoDrift />
          ) : (
            <>
              <DriftSearch typed={typed} onType={find} />
              <FoundDrift drifts={items} typed={typed} isWhole={!drifts.hasNextPage} />
            </>
          )
        }
      </Loaded>
      {drifts.hasNextPage && (
        <button type="button" disabled={drifts.isFetching} onClick={() => void drifts.fetchNextPage()}>
          {drifts.isFetching ? t('state.loading') : t('action.more')}
        </button>
      )}
    </>
  )
}

interface FoundDriftProps {
  readonly drifts: readonly Drift[]
  readonly typed: string
  /** All of them are there. */
  readonly isWhole: boolean
}

function FoundDrift({ drifts, typed, isWhole }: FoundDriftProps) {
  const summaries = useSummaries()
  const wordsOf = (drift: Drift): string => `${kindText(drift.kind)} ${summaries(drift)?.summary ?? ''}`
  const found = searchDrift(drifts, typed, wordsOf)
  if (found.length > 0) return <DriftTable drifts={found} summaries={summaries} />
  return isWhole ? <Empty title={t('jobs.drift.nothingFound')} /> : null
}

/** A search is over all of them, so that all are fetched for it, page by page. */
function useAllDrift(isWanted: boolean) {
  const drifts = useList<Drift>('drift', '/api/drift', { limit: PAGE })
  const { hasNextPage, isFetching, error, fetchNextPage } = drifts
  useEffect(() => {
    if (isWanted && hasNextPage && !isFetching && !error) void fetchNextPage()
  }, [isWanted, hasNextPage, isFetching, error, fetchNextPage])
  return drifts
}

type Summaries = (drift: Pick<Drift, 'connector' | 'operationId'>) => OperationLine | undefined

function useSummaries(): Summaries {
  const { data } = useQuery(operationsQuery)
  return ({ connector, operationId }) =>
    data?.find((line) => line.connector === connector && line.operationId === operationId)
}

function NoDrift() {
  return (
    <Empty title={t('jobs.drift.empty')}>
      <p>{t('jobs.drift.emptyHelp')}</p>
      <Link href="/studio">{t('jobs.drift.toStudio')}</Link>
    </Empty>
  )
}

interface DriftSearchProps {
  readonly typed: string
  readonly onType: (text: string) => void
}

function DriftSearch({ typed, onType }: DriftSearchProps) {
  return (
    <label className="field drift-search">
      <span className="label">{t('jobs.drift.search')}</span>
      <input type="search" value={typed} onChange={(event) => onType(event.target.value)} />
    </label>
  )
}

interface DriftTableProps {
  readonly drifts: readonly Drift[]
  readonly summaries: Summaries
}

function DriftTable({ drifts, summaries }: DriftTableProps) {
  const lines = driftLines(drifts)
  return (
    <div className="card card-table-box">
      <table className="card-table" aria-rowcount={lines.length + 1}>
        <caption className="hidden-text">{t('jobs.tab.drift')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('jobs.drift.column.pointer')}</th>
            <th scope="col">{t('jobs.drift.column.kind')}</th>
            <th scope="col">{t('jobs.drift.column.sample')}</th>
            <th scope="col" className="number">
              {t('jobs.drift.column.count')}
            </th>
            <th scope="col">{t('jobs.drift.column.first')}</th>
            <th scope="col">{t('jobs.drift.column.last')}</th>
          </tr>
        </thead>
        <WindowedBody items={lines} rowHeight={ROW_HEIGHT}>
          {(line, row) =>
            'operation' in line ? (
              <OperationRow key={line.key} head={line.operation} line={summaries(line.operation)} row={row} />
            ) : (
              <DifferenceRow key={line.key} drift={line.drift} row={row} />
            )
          }
        </WindowedBody>
      </table>
    </div>
  )
}
