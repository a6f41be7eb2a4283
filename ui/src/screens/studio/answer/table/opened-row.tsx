import { t } from '../../../../i18n/index.ts'
import { Dialog } from '../../../../kit/dialog.tsx'
import { isContainer } from '../json.ts'
import { JsonTree } from '../tree/json-tree.tsx'
import { cellOf, type Column } from './columns.ts'

export interface Opened {
  readonly row: unknown
  /** Its number in the table, from 1. */
  readonly number: number
  readonly column: Column | undefined
}

interface OpenedRowProps {
  readonly opened: Opened
  readonly onClose: () => void
}

/** A row as a tree; or only the list or object that one of its cells holds. */
export function OpenedRow({ opened: { row, number, column }, onClose }: OpenedRowProps) {
  const cell = column && cellOf(row, column)
  const isPart = isContainer(cell)
  const title = t('answer.table.row', { number }) + (column && isPart ? `: ${column.label}` : '')
  return (
    <Dialog title={title} isDrawer onClose={onClose}>
      <JsonTree value={isPart ? cell : row} label={title} place={isPart ? undefined : column?.path} />
    </Dialog>
  )
}
