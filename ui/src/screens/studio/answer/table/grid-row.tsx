import type { VirtualItem } from '@tanstack/react-virtual'
import { formatNumber } from '../../../../i18n/index.ts'
import { briefOf, isContainer, scalarText, sizeOf } from '../json.ts'
import { cellOf, type Column } from './columns.ts'

const SHOWN_CHARS = 200

interface GridRowProps {
  readonly id: string
  readonly number: number
  readonly value: unknown
  readonly columns: readonly Column[]
  readonly places: readonly VirtualItem[]
  readonly topPx: number
  /** The column of the cell that the keys are at, if it is in this row. */
  readonly active: number | undefined
  readonly onOpen: (column: number) => void
}

export function GridRow({ id, number, value, columns, places, topPx, active, onOpen }: GridRowProps) {
  return (
    <div
      role="row"
      aria-rowindex={number + 1}
      className="grid-row grid-line"
      style={{ transform: `translateY(${topPx}px)` }}
    >
      <div
        id={`${id}--1`}
        role="rowheader"
        aria-colindex={1}
        className={active === -1 ? 'grid-number grid-active' : 'grid-number'}
        onClick={() => onOpen(-1)}
      >
        {formatNumber(number)}
      </div>
      {places.map(({ index, start, size }) => {
        const column = columns[index]
        if (!column) return null
        const cell = cellOf(value, column)
        return (
          <div
            key={column.id}
            id={`${id}-${index}`}
            role="gridcell"
            aria-colindex={index + 2}
            className={`grid-cell ${classOf(cell)} ${active === index ? 'grid-active' : ''}`}
            style={{ left: start, width: size }}
            onClick={() => onOpen(index)}
          >
            {textOf(cell)}
          </div>
        )
      })}
    </div>
  )
}

function classOf(cell: unknown): string {
  if (cell === null) return 'faint'
  if (isContainer(cell)) return sizeOf(cell) === 0 ? 'faint' : 'grid-nested'
  return typeof cell === 'number' ? 'number' : ''
}

function textOf(cell: unknown): string {
  if (cell === undefined) return ''
  if (isContainer(cell)) return briefOf(cell)
  return scalarText(cell).slice(0, SHOWN_CHARS)
}
