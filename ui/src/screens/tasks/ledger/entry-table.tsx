import { Link, useSearch } from 'wouter'
import type { LedgerEntry } from '../../../api/upsert-types.ts'
import { t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { hrefWith } from '../../../kit/search-parts.ts'
import { WindowedBody, type RowProps } from '../../../kit/windowed.tsx'
import { MessageChip, PushedPriority, StateChip } from './entry-words.tsx'

interface EntryTableProps {
  readonly entries: readonly LedgerEntry[]
  /** Whether these are all. */
  readonly isComplete: boolean
}

const ROW_HEIGHT = 58
const COLUMNS = ['internalId', 'title', 'priority', 'state', 'claimedBy', 'message', 'pushed'] as const

export function EntryTable({ entries, isComplete }: EntryTableProps) {
  return (
    <table
      className="card-table"
      aria-label={t('nav.tasks')}
      aria-rowcount={isComplete ? entries.length + 1 : -1}
    >
      <thead>
        <tr aria-rowindex={1}>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(`upserts.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <WindowedBody items={entries} rowHeight={ROW_HEIGHT}>
        {(entry, row) => <EntryRow key={entry.id} entry={entry} row={row} />}
      </WindowedBody>
    </table>
  )
}

function EntryRow({ entry, row }: { readonly entry: LedgerEntry; readonly row: RowProps }) {
  const search = useSearch()
  const { id, internalId, title, url, error, claimedBy, message, priority, pushedAt } = entry
  return (
    <tr {...row} className="open-row">
      <td className="internal-id">
        <Link
          href={hrefWith('/tasks', new URLSearchParams(search), { entry: id })}
          className="row-link strong-link mono"
        >
          {internalId}
        </Link>
      </td>
      <td className="pushed-title" data-label={t('upserts.column.title')}>
        {url === null ? (
          title
        ) : (
          <a href={url} target="_blank" rel="noreferrer" className="above-row">
            {title}
            <span className="hidden-text"> ({t('upserts.inClickup')})</span>
          </a>
        )}
      </td>
      <td data-label={t('upserts.column.priority')}>
        {priority === null ? <span className="faint">–</span> : <PushedPriority priority={priority} />}
      </td>
      <td data-label={t('upserts.column.state')}>
        <StateChip entry={entry} />
        {error !== null && <div className="help short">{error}</div>}
      </td>
      <td data-label={t('upserts.column.claimedBy')}>
        {claimedBy === null ? <span className="faint">{t('clickup.nobody')}</span> : claimedBy.name}
      </td>
      <td data-label={t('upserts.column.message')}>
        <MessageChip message={message} />
      </td>
      <td className="keep" data-label={t('upserts.column.pushed')}>
        <Ago at={pushedAt} />
      </td>
    </tr>
  )
}
