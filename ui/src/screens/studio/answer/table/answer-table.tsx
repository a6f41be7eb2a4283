import { useMemo, useState } from 'react'
import type { OperationLine } from '../../../../api/types.ts'
import { currentLanguage, t } from '../../../../i18n/index.ts'
import { Empty } from '../../../../kit/states.tsx'
import type { Choices } from '../choices.ts'
import { atOnce } from '../sliced.ts'
import { useSliced } from '../use-sliced.ts'
import { ColumnChooser } from './column-chooser.tsx'
import { columnsOf, firstRows, type Column } from './columns.ts'
import { Downloads } from './downloads.tsx'
import { Grid } from './grid.tsx'
import { OpenedRow, type Opened } from './opened-row.tsx'
import { shownRows, type Sort } from './shown-rows.ts'

interface AnswerTableProps {
  readonly operation: OperationLine
  readonly rows: readonly unknown[]
  readonly choices: Choices
  readonly onChoose: (change: Partial<Choices>) => void
}

/** A list of objects: filter, sort, choose columns, open a row, take it all away as a file. */
export function AnswerTable({ operation, rows, choices, onChoose }: AnswerTableProps) {
  const [opened, setOpened] = useState<Opened>()
  const all = useColumns(rows)
  const { filter, sort, hidden } = choices
  const columns = useMemo(() => all.columns.filter(({ id }) => !hidden.has(id)), [all, hidden])
  const { order, isBusy } = useOrder(rows, { columns, filter, sort })
  if (rows.length === 0) return <Empty title={t('answer.table.empty')} />
  return (
    <div className="answer-view">
      <div className="row">
        <input
          type="search"
          className="answer-filter grow"
          aria-label={t('answer.table.filter')}
          placeholder={t('answer.table.filter')}
          value={filter}
          onChange={(event) => onChoose({ filter: event.target.value })}
        />
        <ColumnChooser all={all.columns} hidden={hidden} onChange={(next) => onChoose({ hidden: next })} />
        <Downloads
          operation={operation}
          table={{ columns, rows, order, isWhole: columns.length === all.columns.length }}
        />
      </div>
      <p className="help" role="status">
        {isBusy ? t('state.loading') : countText(order.length, rows.length)}
        {all.isCut && ` ${t('answer.table.cut', { count: all.columns.length })}`}
      </p>
      {order.length === 0 && !isBusy ? (
        <Empty title={t('answer.table.noMatch')}>
          <button type="button" onClick={() => onChoose({ filter: '' })}>
            {t('answer.table.clear')}
          </button>
        </Empty>
      ) : (
        <Grid
          columns={columns}
          rows={rows}
          order={order}
          isBusy={isBusy}
          sort={sort}
          onSort={(column) => onChoose({ sort: nextSort(sort, column) })}
          onOpen={setOpened}
        />
      )}
      {opened && <OpenedRow opened={opened} onClose={() => setOpened(undefined)} />}
    </div>
  )
}

function countText(shown: number, all: number): string {
  const count = t('answer.table.rows', { count: all })
  return shown === all ? count : t('answer.table.shown', { shown, all: count })
}

/** Those of the first rows at once, those of all rows when they were looked through. */
function useColumns(rows: readonly unknown[]) {
  const first = useMemo(() => atOnce(columnsOf(firstRows(rows))), [rows])
  const start = useMemo(
    () => (firstRows(rows).length === rows.length ? undefined : () => columnsOf(rows)),
    [rows],
  )
  return useSliced(start).value ?? first
}

interface Wanted {
  readonly columns: readonly Column[]
  readonly filter: string
  readonly sort: Sort | undefined
}

function useOrder(rows: readonly unknown[], { columns, filter, sort }: Wanted) {
  const asSent = useMemo(() => new Uint32Array(rows.length).map((_, index) => index), [rows])
  const isAsSent = filter.trim() === '' && !sort
  const start = useMemo(
    () =>
      isAsSent ? undefined : () => shownRows(rows, { columns, filter, sort, language: currentLanguage() }),
    [isAsSent, rows, columns, filter, sort],
  )
  const { value, isBusy } = useSliced(start)
  return { order: isAsSent ? asSent : (value ?? asSent), isBusy }
}

/** Up, down, as sent. */
function nextSort(sort: Sort | undefined, { path }: Column): Sort | undefined {
  if (!sort || sort.path.join('\n') !== path.join('\n')) return { path, isDescending: false }
  return sort.isDescending ? undefined : { path, isDescending: true }
}
