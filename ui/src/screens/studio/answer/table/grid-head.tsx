import type { VirtualItem } from '@tanstack/react-virtual'
import { t } from '../../../../i18n/index.ts'
import { Icon } from '../../../../kit/icon.tsx'
import type { Column } from './columns.ts'
import type { Sort } from './shown-rows.ts'

interface GridHeadProps {
  readonly columns: readonly Column[]
  readonly places: readonly VirtualItem[]
  readonly widthPx: number
  readonly sort: Sort | undefined
  readonly onSort: (column: Column) => void
}

export function GridHead({ columns, places, widthPx, sort, onSort }: GridHeadProps) {
  return (
    <div role="rowgroup" className="grid-head" style={{ width: widthPx }}>
      <div role="row" aria-rowindex={1} className="grid-row">
        <div role="columnheader" aria-colindex={1} className="grid-number">
          <span aria-hidden="true">#</span>
          <span className="hidden-text">{t('answer.table.number')}</span>
        </div>
        {places.map(({ index, start, size }) => {
          const column = columns[index]
          if (!column) return null
          const direction = directionOf(column, sort)
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={index + 2}
              aria-sort={direction}
              className="grid-cell"
              style={{ left: start, width: size }}
            >
              <button type="button" className="plain grid-sort" onClick={() => onSort(column)}>
                <span className="truncate">{column.label}</span>
                {direction !== 'none' && <Icon name={direction === 'ascending' ? 'up' : 'down'} />}
              </button>
            </div>
          )
        })}
      </div>
    </div>
  )
}

function directionOf({ path }: Column, sort: Sort | undefined): 'ascending' | 'descending' | 'none' {
  if (!sort || sort.path.join('\n') !== path.join('\n')) return 'none'
  return sort.isDescending ? 'descending' : 'ascending'
}
