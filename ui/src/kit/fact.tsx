import type { ReactNode } from 'react'

interface FactProps {
  readonly label: string
  readonly children: ReactNode
}

/** A line of a list of facts (`<dl className="facts">`). */
export function Fact({ label, children }: FactProps) {
  return (
    <div className="key">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
