import { useVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'

/** To be spread on the row of an item. */
export interface RowProps {
  readonly ref: (row: Element | null) => void
  readonly 'data-index': number
  readonly 'aria-rowindex': number
}

interface WindowedBodyProps<T> {
  readonly items: readonly T[]
  /** About how high a row is, before it is measured. */
  readonly rowHeight: number
  readonly children: (item: T, row: RowProps) => ReactNode
}

const HEAD_ROWS = 1

/** The body of a long table: only the rows near the view are in the page. The screen scrolls, not the table. */
export function WindowedBody<T>({ items, rowHeight, children }: WindowedBodyProps<T>) {
  const body = useRef<HTMLTableSectionElement>(null)
  const scrollMargin = useOffset(body)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => document.querySelector('#main'),
    estimateSize: () => rowHeight,
    scrollMargin,
    overscan: 10,
  })
  const shown = rows.getVirtualItems()
  return (
    <tbody ref={body}>
      <Spacer height={(shown[0]?.start ?? scrollMargin) - scrollMargin} />
      {shown.map(({ index }) => {
        const item = items[index]
        const row = {
          ref: rows.measureElement,
          'data-index': index,
          'aria-rowindex': index + HEAD_ROWS + 1,
        }
        return item === undefined ? null : children(item, row)
      })}
      <Spacer height={rows.getTotalSize() - ((shown.at(-1)?.end ?? scrollMargin) - scrollMargin)} />
    </tbody>
  )
}

function Spacer({ height }: { readonly height: number }) {
  return height > 0 ? <tr className="spacer" aria-hidden="true" style={{ height }} /> : null
}

/** How far down in the scrolled screen the element begins; what stands above it may grow. */
export function useOffset(ref: { readonly current: HTMLElement | null }): number {
  const [offset, setOffset] = useState(0)
  useLayoutEffect(() => {
    const scroller = document.querySelector('#main')
    if (!ref.current || !scroller) return
    const top = ref.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top
    setOffset(Math.round(top + scroller.scrollTop))
  })
  return offset
}
