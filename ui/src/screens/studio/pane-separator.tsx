import { useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { readPreference, writePreference } from '../../host/preferences.ts'
import { t } from '../../i18n/index.ts'

/** In per cent of the window's part that holds the panes; the style sheet keeps each wide enough to be used. */
const PANES = {
  side: { least: 15, most: 40, start: 22, grows: 1 },
  answer: { least: 20, most: 65, start: 42, grows: -1 },
} as const

type Pane = keyof typeof PANES

const ARROWS: Readonly<Record<string, number>> = { ArrowLeft: -2, ArrowRight: 2 }

/** The line between two panes: dragged, moved by arrow keys, put back by a double click. */
export function PaneSeparator({ pane }: { readonly pane: Pane }) {
  const { least, most, start, grows } = PANES[pane]
  const [width, setWidth] = useState(() => readWidth(pane))
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    ref.current?.parentElement?.style.setProperty(`--pane-${pane}`, `${width}%`)
  }, [pane, width])

  function change(next: number): void {
    const fitting = Math.round(Math.min(most, Math.max(least, next)) * 10) / 10
    setWidth(fitting)
    writePreference(`pane-${pane}`, String(fitting))
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = ARROWS[event.key]
    if (step === undefined) return
    event.preventDefault()
    change(width + step * grows)
  }

  function onPointerMove({ currentTarget, pointerId, clientX }: PointerEvent): void {
    const whole = currentTarget.parentElement?.getBoundingClientRect()
    if (whole === undefined || !currentTarget.hasPointerCapture(pointerId)) return
    const px = grows > 0 ? clientX - whole.left : whole.right - clientX
    change((px / whole.width) * 100)
  }

  return (
    <div
      ref={ref}
      className="pane-separator"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t(`studio.pane.${pane}`)}
      aria-valuenow={Math.round(width)}
      aria-valuemin={least}
      aria-valuemax={most}
      onKeyDown={onKeyDown}
      onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
      onPointerMove={onPointerMove}
      onDoubleClick={() => change(start)}
    />
  )
}

function readWidth(pane: Pane): number {
  const { least, most, start } = PANES[pane]
  const kept = Number(readPreference(`pane-${pane}`) ?? start)
  return kept >= least && kept <= most ? kept : start
}
