import { useVirtualizer } from '@tanstack/react-virtual'
import { useId, useLayoutEffect, useState, type KeyboardEvent } from 'react'
import { t } from '../../../../i18n/index.ts'
import { useRowWindow } from '../use-row-window.ts'
import type { Column } from './columns.ts'
import { GridHead } from './grid-head.tsx'
import { GridRow } from './grid-row.tsx'
import { stepIn, type Cell } from './grid-keys.ts'
import type { Opened } from './opened-row.tsx'
import type { Sort } from './shown-rows.ts'

const ROW_PX = 34
const HEAD_PX = 36
const NUMBER_PX = 64

interface GridProps {
  readonly columns: readonly Column[]
  readonly rows: readonly unknown[]
  readonly order: Uint32Array
  readonly isBusy: boolean
  readonly sort: Sort | undefined
  readonly onSort: (column: Column) => void
  readonly onOpen: (opened: Opened) => void
}

/** A table of any size: only the rows and columns in view are in the page. Arrow keys walk through its cells, Enter opens one. */
export function Grid({ columns, rows, order, isBusy, sort, onSort, onOpen }: GridProps) {
  const id = useId()
  const { view, across, active, setActive, stepTo } = useCells(columns, order.length)
  const places = across.getVirtualItems()

  function open({ row, column }: Cell): void {
    const index = order[row]
    if (index !== undefined) onOpen({ row: rows[index], number: row + 1, column: columns[column] })
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget) return
    if (event.key === 'Enter') open(active)
    else if (stepTo(event)) event.preventDefault()
  }

  const width = across.getTotalSize()
  const isSeen =
    view.rows.includes(active.row) &&
    (active.column < 0 || places.some(({ index }) => index === active.column))
  return (
    <div
      ref={view.ref}
      className="answer-scroll grid"
      role="grid"
      aria-label={t('answer.tab.table')}
      aria-readonly="true"
      aria-busy={isBusy}
      aria-rowcount={order.length + 1}
      aria-colcount={columns.length + 1}
      aria-activedescendant={isSeen ? `${id}-${active.row}-${active.column}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <GridHead columns={columns} places={places} widthPx={width} sort={sort} onSort={onSort} />
      <div className="answer-rows" role="rowgroup" style={{ height: view.heightPx, width }}>
        {view.rows.map((row) => (
          <GridRow
            key={row}
            id={`${id}-${row}`}
            number={row + 1}
            value={rows[order[row] ?? 0]}
            columns={columns}
            places={places}
            topPx={view.topOf(row)}
            active={row === active.row ? active.column : undefined}
            onOpen={(column) => {
              setActive({ row, column })
              open({ row, column })
            }}
          />
        ))}
      </div>
    </div>
  )
}

/** Which part of the table is in view, and the cell that the keys are at. */
function useCells(columns: readonly Column[], rows: number) {
  const [active, setActive] = useState<Cell>({ row: 0, column: 0 })
  const view = useRowWindow({ count: rows, rowPx: ROW_PX, headPx: HEAD_PX })
  const across = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => view.ref.current,
    estimateSize: (at) => columns[at]?.widthPx ?? 0,
    paddingStart: NUMBER_PX,
    scrollPaddingStart: NUMBER_PX,
    overscan: 2,
  })
  useLayoutEffect(() => across.measure(), [across, columns])

  function stepTo(event: KeyboardEvent): boolean {
    const next = stepIn(event, active, { rows, columns: columns.length, pageRows: view.pageRows })
    if (!next) return false
    setActive(next)
    view.scrollTo(next.row)
    if (next.column >= 0) across.scrollToIndex(next.column)
    return true
  }
  return { view, across, active, setActive, stepTo }
}
