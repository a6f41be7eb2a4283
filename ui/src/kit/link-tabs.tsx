import { useEffect, useRef } from 'react'
import { Link } from 'wouter'

export interface TabLink {
  readonly href: string
  readonly text: string
  readonly isHere: boolean
}

/** Parts of a screen that have addresses of their own. */
export function LinkTabs({ label, tabs }: { readonly label: string; readonly tabs: readonly TabLink[] }) {
  const ref = useRef<HTMLElement>(null)
  const here = tabs.find(({ isHere }) => isHere)?.href
  useEffect(() => {
    // On a phone they do not all fit.
    ref.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [here])
  return (
    <nav ref={ref} className="tabs" aria-label={label}>
      {tabs.map(({ href, text, isHere }) => (
        <Link key={href} href={href} className="button tab" aria-current={isHere ? 'page' : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  )
}
