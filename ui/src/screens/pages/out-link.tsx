import type { ReactNode } from 'react'
import { t } from '../../i18n/index.ts'

interface OutLinkProps {
  /** Null, or no address of the web: the words stand alone. */
  readonly href: string | null
  /** Where it leads, for those who do not see the address. */
  readonly where: 'Jira' | 'Confluence'
  readonly children: ReactNode
}

/** A link to another service, also within a row that opens something here. */
export function OutLink({ href, where, children }: OutLinkProps) {
  // An address may stand here as somebody has pasted it.
  if (href === null || !/^https?:\/\//.test(href)) return <span>{children}</span>
  return (
    <a href={href} target="_blank" rel="noreferrer" className="above-row">
      {children}
      <span className="hidden-text"> ({t('pages.in', { where })})</span>
    </a>
  )
}
