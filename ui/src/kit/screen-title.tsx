import { useEffect, useRef, type ReactNode } from 'react'

let isFirst = true

interface ScreenTitleProps {
  readonly children: ReactNode
  /** For screens that need no heading to be seen. */
  readonly isHidden?: boolean
}

/** The heading of a screen. It takes the focus when somebody comes from another screen: so screen readers are told. */
export function ScreenTitle({ children, isHidden = false }: ScreenTitleProps) {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!isFirst) ref.current?.focus()
    isFirst = false
  }, [])
  return (
    <h1 ref={ref} tabIndex={-1} className={isHidden ? 'hidden-text' : undefined}>
      {children}
    </h1>
  )
}
