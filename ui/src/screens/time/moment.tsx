import type { ReactNode } from 'react'
import { momentTitle } from './time-text.ts'

interface MomentProps {
  readonly at: string
  readonly zone: string
  /** The local time, as it is written here. */
  readonly children: ReactNode
}

/** A local time; its title says the zone, and the time in UTC. */
export function Moment({ at, zone, children }: MomentProps) {
  return (
    <time className="moment" dateTime={at} title={momentTitle(at, zone)}>
      {children}
    </time>
  )
}
