import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'

// Browsers lay out nothing higher: the lowest of their limits is at 17.9 million.
const MAX_PX = 8_000_000
const OVERSCAN = 8

interface WindowOptions {
  readonly count: number
  readonly rowPx: number
  /** What stays in view above the rows, within what scrolls. */
  readonly headPx?: number
}

interface Position {
  /** How far the rows are scrolled, if each had its full height. */
  readonly offset: number
  /** How far the element is scrolled. */
  readonly top: number
  /** The height of the part in which rows are seen. */
  readonly viewPx: number
}

export interface RowWindow {
  readonly ref: RefObject<HTMLDivElement | null>
  /** Of the element that holds the rows. */
  readonly heightPx: number
  readonly rows: readonly number[]
  /** Where a row is in it. */
  readonly topOf: (row: number) => number
  readonly scrollTo: (row: number) => void
  readonly scrollBy: (px: number) => void
  readonly pageRows: number
}

/**
 * Which of many rows of one height are in view. Beyond the height that browsers can lay out, the scroll bar covers all of it in larger
 * steps, while wheel and keys still move row by row.
 */
export function useRowWindow({ count, rowPx, headPx = 0 }: WindowOptions): RowWindow {
  const ref = useRef<HTMLDivElement>(null)
  const [position, setPosition] = useState<Position>({ offset: 0, top: 0, viewPx: 600 })
  const fullPx = count * rowPx
  const heightPx = Math.min(fullPx, MAX_PX)
  const { viewPx } = position
  const ratio = heightPx > viewPx ? (fullPx - viewPx) / (heightPx - viewPx) : 1
  const isScaled = ratio > 1
  const lastTop = useRef(0)

  const moveTo = useCallback(
    (wanted: number) => {
      const element = ref.current
      if (!element) return
      const offset = Math.max(0, Math.min(wanted, fullPx - viewPx))
      element.scrollTop = offset / ratio
      lastTop.current = element.scrollTop
      setPosition({ offset, top: element.scrollTop, viewPx })
    },
    [fullPx, ratio, viewPx],
  )
  useScrollEvents(ref, { ratio, headPx, lastTop, setPosition })
  useWheel(ref, isScaled ? (px) => moveTo(position.offset + px) : undefined)

  // Fewer rows than before may all be above the view.
  const offset = Math.max(0, Math.min(position.offset, fullPx - viewPx))
  const first = Math.max(0, Math.floor(offset / rowPx) - OVERSCAN)
  const last = Math.min(count, Math.ceil((offset + viewPx) / rowPx) + OVERSCAN)
  const top = Math.min(position.top, Math.max(0, heightPx - viewPx))
  return {
    ref,
    heightPx,
    rows: Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at),
    topOf: (row) => row * rowPx - offset + top,
    scrollTo: (row) => {
      const isAbove = row * rowPx < offset
      const isBelow = (row + 1) * rowPx > offset + viewPx
      if (isAbove) moveTo(row * rowPx)
      else if (isBelow) moveTo((row + 1) * rowPx - viewPx)
    },
    scrollBy: (px) => moveTo(offset + px),
    pageRows: Math.max(1, Math.floor(viewPx / rowPx) - 1),
  }
}

interface ScrollEvents {
  readonly ratio: number
  readonly headPx: number
  readonly lastTop: RefObject<number>
  readonly setPosition: (next: (before: Position) => Position) => void
}

function useScrollEvents(
  ref: RefObject<HTMLDivElement | null>,
  { ratio, headPx, lastTop, setPosition }: ScrollEvents,
): void {
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return undefined
    const measure = (): void => {
      const viewPx = Math.max(1, element.clientHeight - headPx)
      setPosition((before) => (before.viewPx === viewPx ? before : { ...before, viewPx }))
    }
    const onScroll = (): void => {
      const top = element.scrollTop
      // What we scrolled ourselves has its exact offset already.
      if (Math.abs(top - lastTop.current) < 1) return
      lastTop.current = top
      setPosition((before) => ({ ...before, top, offset: top * ratio }))
    }
    const watch = new ResizeObserver(measure)
    measure()
    watch.observe(element)
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      watch.disconnect()
      element.removeEventListener('scroll', onScroll)
    }
  }, [ref, ratio, headPx, lastTop, setPosition])
}

/** Takes the wheel from the browser, where a step of its would leap over rows. */
function useWheel(ref: RefObject<HTMLDivElement | null>, moveBy: ((px: number) => void) | undefined): void {
  useEffect(() => {
    const element = ref.current
    if (!element || !moveBy) return undefined
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return
      event.preventDefault()
      moveBy(event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * LINE_PX : event.deltaY)
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  })
}

const LINE_PX = 20
