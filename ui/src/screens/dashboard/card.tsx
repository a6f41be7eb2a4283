import { useId, type ReactNode } from 'react'

interface CardProps {
  readonly title: string
  readonly className?: string
  /** Stands beside the title. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

export function Card({ title, className = '', aside, children }: CardProps) {
  const id = useId()
  return (
    <section className={`card stack ${className}`} aria-labelledby={id}>
      <div className="row between">
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
