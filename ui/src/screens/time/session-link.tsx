import type { ReactNode } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { hrefWith } from '../../kit/search-parts.ts'

interface SessionLinkProps {
  readonly id: string
  readonly className?: string
  readonly children: ReactNode
}

/** Opens a session beside what is shown; the address says both. */
export function SessionLink({ id, className = 'row-link', children }: SessionLinkProps) {
  const [path] = useLocation()
  const search = useSearch()
  return (
    <Link href={hrefWith(path, new URLSearchParams(search), { session: id })} className={className}>
      {children}
    </Link>
  )
}
