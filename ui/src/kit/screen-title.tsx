import { useLayoutEffect, useRef, type ReactNode } from 'react'

let isFirst = true

/** Whether the page still shows the screen that it was opened with; somebody may leave that before its title is there. */
function isAtFirstScreen(): boolean {
  const opened = performance.getEntriesByType('navigation')[0]?.name
  return isFirst && (opened === undefined || new URL(opened).pathname === location.pathname)
}

interface ScreenTitleProps {
  readonly children: ReactNode
  /** For screens that need no heading to be seen. */
  readonly isHidden?: boolean
}

/** The heading of a screen. It takes the focus when somebody comes from another screen: so screen readers are told. */
export function ScreenTitle({ children, isHidden = false }: ScreenTitleProps) {
  const ref = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    if (!isAtFirstScreen()) ref.current?.focus()
    isFirst = false
  }, [])
  return (
    <h1 ref={ref} tabIndex={-1} className={isHidden ? 'hidden-text' : undefined}>
      {children}
    </h1>
  )
}
